"""Errors as problem details: one JSON shape for everything that goes wrong (RFC 9457)."""

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, status
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY_BYTES = 64 * 1024

log = logging.getLogger("app.problems")


class ProblemResponse(JSONResponse):
    """A JSON response that says that it is a problem."""

    media_type = "application/problem+json"


def problem(
    status_code: int, detail: str, headers: Mapping[str, str] | None = None, **more: object
) -> ProblemResponse:
    """Make the answer for a problem; its title is the name of the status (RFC 9457, 4.2.1)."""
    members = {"type": "about:blank", "title": HTTPStatus(status_code).phrase}
    body = {**members, "status": status_code, "detail": detail, **more}
    return ProblemResponse(body, status_code, headers)


def place_of(error: Mapping[str, Any]) -> dict[str, str]:
    """Say where an error of Pydantic's is: a JSON Pointer into the body, or a parameter's name."""
    source, *path = map(str, error["loc"])
    if source != "body":
        return {"parameter": ".".join(path)}
    if error["type"] == "json_invalid":  # its path is a position in the text
        return {"pointer": "#"}
    steps = (step.replace("~", "~0").replace("/", "~1") for step in path)
    return {"pointer": "/".join(["#", *steps])}


def invalid(errors: Sequence[Mapping[str, Any]]) -> ProblemResponse:
    """Make the answer 422 with all that is wrong; what was sent is not repeated."""
    told = [{**place_of(e), "detail": e["msg"]} for e in errors]
    return problem(status.HTTP_422_UNPROCESSABLE_CONTENT, "The request is not valid.", errors=told)


def allowed_methods(request: Request) -> str:
    """Return the value of `Allow`: every method of the address (RFC 9110, section 15.5.6).

    Starlette itself names only those of the first route whose path fits.
    """

    def takes(method: str) -> bool:
        scope = {**request.scope, "method": method}
        return any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)

    return ", ".join(filter(takes, ("GET", "POST", "PUT", "PATCH", "DELETE")))


class BodyLimitMiddleware:
    """Refuses bodies of more than 64 KiB.

    One that says its length is refused before it is read; of one that does not, Starlette counts
    what arrives, and raises 413 where it is read.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.limited = RequestBodyLimitMiddleware(app, max_body_size=MAX_BODY_BYTES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 413, or let the request pass."""
        length = Headers(scope=scope).get("content-length", "") if scope["type"] == "http" else ""
        if length.isdecimal() and int(length) > MAX_BODY_BYTES:
            answer = problem(status.HTTP_413_CONTENT_TOO_LARGE, "The body is longer than 64 KiB.")
            await answer(scope, receive, send)
        else:
            await self.limited(scope, receive, send)


class CrashMiddleware:
    """Answers 500 in the place of an application that failed.

    A handler for Exception would do so outside of all middleware (Starlette's
    ServerErrorMiddleware is the outermost): its answer would have no name and no headers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the answer pass, or write one.

        Raises: the exception again, after the answer: the server logs it with its traceback.
        """
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_and_note(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self.app(scope, receive, send_and_note)
        except Exception:
            if not started:  # half an answer cannot be taken back
                # Nothing of the exception is told: it may hold a password or a query.
                answer = problem(
                    status.HTTP_500_INTERNAL_SERVER_ERROR,
                    "The server made a mistake. It has been noted.",
                )
                await answer(scope, receive, send)
            raise


def add_problem_handlers(app: FastAPI) -> None:
    """Answer every refusal as a problem, and refuse bodies that are too long."""

    @app.exception_handler(HTTPException)
    async def refused(request: Request, error: HTTPException) -> ProblemResponse:
        headers = error.headers
        if error.status_code == status.HTTP_405_METHOD_NOT_ALLOWED:
            headers = {"Allow": allowed_methods(request)}
        return problem(error.status_code, error.detail, headers)

    @app.exception_handler(RequestValidationError)
    async def not_valid(_: Request, error: RequestValidationError) -> ProblemResponse:
        return invalid(error.errors())

    @app.exception_handler(OperationalError)
    @app.exception_handler(InterfaceError)
    @app.exception_handler(PoolTimeoutError)
    async def unavailable(_: Request, error: Exception) -> ProblemResponse:
        log.warning("The database does not answer.", exc_info=error)
        detail = "The database does not answer in time. Please try again."
        return problem(status.HTTP_503_SERVICE_UNAVAILABLE, detail, {"Retry-After": "5"})

    app.add_middleware(BodyLimitMiddleware)
    app.add_middleware(CrashMiddleware)
