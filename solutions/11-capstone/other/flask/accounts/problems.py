"""Errors as problem details (RFC 9457), whoever raises them; and reading what is sent."""

import json
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Flask, Response, request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import HTTPException

MAX_BODY_BYTES = 64 * 1024

Model = TypeVar("Model", bound=BaseModel)


def problem(status: int, detail: str, **more: object) -> Response:
    """Make the answer for a problem; its title is the name of the status."""
    members = {"type": "about:blank", "title": HTTPStatus(status).phrase}
    body = {**members, "status": status, "detail": detail, **more}
    return Response(json.dumps(body), status, content_type="application/problem+json")


def refusal(status: int, detail: str, headers: Mapping[str, str] | None = None) -> HTTPException:
    """Make what is raised to stop here, with a problem."""
    answer = problem(status, detail)
    answer.headers.extend(headers or {})
    return HTTPException(response=answer)


def read_body(model: type[Model]) -> Model:
    """Return what the request's body says.

    Raises: 413 for a body of more than 64 KiB, 415 for one that is no JSON, 422 for one that does not
    fit.
    """
    body = request.get_data()
    if len(body) > MAX_BODY_BYTES:
        raise refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "The body is longer than 64 KiB.")
    if not request.is_json:
        raise refusal(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send JSON, as application/json.")
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        raise refusal(HTTPStatus.BAD_REQUEST, "The body is not JSON.") from None
    return check(model, sent, lambda path: {"pointer": "/".join(["#", *path])})


def read_query(model: type[Model]) -> Model:
    """Return what the request's query says.

    Raises: 422.
    """
    return check(model, request.args.to_dict(), lambda path: {"parameter": ".".join(path)})


def check(model: type[Model], sent: object, place: Callable[[list[str]], dict[str, str]]) -> Model:
    """Return what was sent as a model.

    Raises: 422 with all that is wrong; what was sent is not repeated.
    """
    try:
        return model.model_validate(sent)
    except ValidationError as error:
        told = [{**place([*map(str, e["loc"])]), "detail": e["msg"]} for e in error.errors()]
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        answer = problem(status, "The request is not valid.", errors=told)
        raise HTTPException(response=answer) from error


def add_problem_handlers(app: Flask) -> None:
    """Answer what the framework refuses, and what nobody expected, as problems too."""

    @app.errorhandler(HTTPException)
    def refused(error: HTTPException) -> Response:
        if error.response is not None:  # one of our own
            own: Any = error.response
            return own  # type: ignore[no-any-return]
        answer = problem(error.code or 500, error.description or "")
        for name, value in error.get_headers():
            if name.lower() != "content-type":
                answer.headers[name] = value
        return answer

    @app.errorhandler(Exception)
    def failed(error: Exception) -> Response:
        app.logger.error("failed", exc_info=error)
        return problem(500, "The server made a mistake. It has been noted.")
