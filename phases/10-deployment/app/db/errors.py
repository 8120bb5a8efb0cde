"""What a database refuses, as exceptions of the shop and as problems of the API."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg
from fastapi import FastAPI, Request, status
from psycopg.errors import NotNullViolation
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm.exc import StaleDataError

from app.core.problems import Mistake, ProblemResponse, invalid_response, problem_response
from app.domain.errors import StorefrontError

RETRY_AFTER_SECONDS = 2


class Conflict(StorefrontError):  # noqa: N818 - named by what happened, as in app/domain
    """A wish contradicts what is stored: a name is taken, or something that it names is unknown."""


class Missing(StorefrontError):  # noqa: N818
    """Something that was named is not there."""


class Stale(StorefrontError):  # noqa: N818
    """What a client has read was changed by somebody else since."""


def violated_constraint(error: IntegrityError) -> str | None:
    """Return the name of the constraint that a statement broke."""
    return error.orig.diag.constraint_name if isinstance(error.orig, psycopg.Error) else None


@contextmanager
def refusing(refusals: Mapping[str, StorefrontError]) -> Iterator[None]:
    """Raise a refusal, by the name of the constraint, for what breaks it within the block.

    The transaction is over then: PostgreSQL takes no further statement, only a rollback.
    """
    try:
        yield
    except IntegrityError as error:
        refusal = refusals.get(violated_constraint(error) or "")
        if refusal is None:
            raise
        raise refusal from error


def add_refusal_handlers(app: FastAPI) -> None:
    """Answer what a repository refuses as a problem, so that no operation has to."""

    @app.exception_handler(Missing)
    async def answer_missing(_: Request, error: Missing) -> ProblemResponse:
        return problem_response(status.HTTP_404_NOT_FOUND, str(error))

    @app.exception_handler(Conflict)
    @app.exception_handler(Stale)
    async def answer_refusal(_: Request, error: StorefrontError) -> ProblemResponse:
        return problem_response(status.HTTP_409_CONFLICT, str(error))


def add_database_handlers(app: FastAPI) -> None:
    """Answer what a database may do at any moment as a problem.

    The database cannot be reached, ends a connection, gives a statement up or picks it as the
    victim of a deadlock; or no connection of the pool gets free: 503, and try again. The
    transaction was rolled back, so that nothing is half written.

    What got past all checks of the API and breaks a rule of the tables: 409 or 422. A value that
    is missing (NOT NULL) is our own mistake and stays one: clients cannot leave a column out.
    """

    @app.exception_handler(OperationalError)
    @app.exception_handler(InterfaceError)
    @app.exception_handler(PoolTimeoutError)
    async def answer_unavailable(_: Request, error: Exception) -> ProblemResponse:  # noqa: ARG001
        return problem_response(
            status.HTTP_503_SERVICE_UNAVAILABLE,
            "The database does not answer in time. Please try again.",
            {"Retry-After": str(RETRY_AFTER_SECONDS)},
        )

    @app.exception_handler(IntegrityError)
    @app.exception_handler(StaleDataError)
    async def answer_conflict(_: Request, error: Exception) -> ProblemResponse:
        if isinstance(error, IntegrityError) and isinstance(error.orig, NotNullViolation):
            raise error
        detail = "The request contradicts what is stored."
        return problem_response(status.HTTP_409_CONFLICT, detail)

    @app.exception_handler(DataError)
    async def answer_invalid_data(_: Request, error: Exception) -> ProblemResponse:  # noqa: ARG001
        detail = "The database cannot hold one of the values."
        return invalid_response([Mistake(detail=detail, pointer="#")])
