"""One place that decides how a refusal is answered, wherever it was raised.

What the shop refuses is a `StorefrontError`. Below it stand two families: those of the shop's own
rules, which know nothing of HTTP, and `ApiRefusal`, for what only an API can refuse.
"""

from collections.abc import Mapping
from typing import ClassVar

from fastapi import FastAPI, Request, status

from app.core.problems import Mistake, ProblemResponse, invalid_response, problem_response
from app.domain.errors import InvalidValue, StorefrontError
from app.paging import InvalidCursor


class ApiRefusal(StorefrontError):  # noqa: N818 - named by what happened, as in app/domain
    """A refusal that knows its status, and what the client should be told in headers."""

    status_code: ClassVar[int] = status.HTTP_400_BAD_REQUEST

    def __init__(self, detail: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(detail)
        self.headers = headers


class NotFound(ApiRefusal):
    """There is nothing at this address, or nothing that the client may know of."""

    status_code = status.HTTP_404_NOT_FOUND


class NotAcceptable(ApiRefusal):
    """There is no form of the answer that the client takes."""

    status_code = status.HTTP_406_NOT_ACCEPTABLE


class KeyInUse(ApiRefusal):
    """A request with the same idempotency key is still being worked on."""

    status_code = status.HTTP_409_CONFLICT


class Changed(ApiRefusal):
    """What the client wants to change is not any more as the client has read it."""

    status_code = status.HTTP_412_PRECONDITION_FAILED


class TooOften(ApiRefusal):
    """The client has asked too often; the headers say when it may ask again."""

    status_code = status.HTTP_429_TOO_MANY_REQUESTS


def add_shop_handlers(app: FastAPI) -> None:
    """Answer every refusal of the shop as a problem, so that no operation has to.

    Of several handlers the one of the nearest parent class counts: whatever the shop will refuse
    one day is answered with 409 until it gets a handler of its own.
    """

    @app.exception_handler(StorefrontError)
    async def answer_conflict(_: Request, error: StorefrontError) -> ProblemResponse:
        return problem_response(status.HTTP_409_CONFLICT, str(error))

    @app.exception_handler(InvalidValue)
    async def answer_invalid_value(_: Request, error: InvalidValue) -> ProblemResponse:
        return invalid_response([Mistake(detail=str(error), pointer="#")])

    @app.exception_handler(InvalidCursor)
    async def answer_invalid_cursor(_: Request, error: InvalidCursor) -> ProblemResponse:
        return invalid_response([Mistake(detail=str(error), parameter="cursor")])

    @app.exception_handler(ApiRefusal)
    async def answer_refusal(_: Request, error: ApiRefusal) -> ProblemResponse:
        return problem_response(error.status_code, str(error), error.headers)
