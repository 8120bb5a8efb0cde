"""Errors as problem details: one JSON shape for everything that goes wrong (RFC 9457)."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, status
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import MISSING, BaseModel, ValidationError
from pydantic.json_schema import models_json_schema
from starlette.exceptions import HTTPException
from starlette.routing import Match

from app.core.languages import Language, choose_language
from app.core.messages import phrase

PROBLEM_JSON = "application/problem+json"


class Problem(BaseModel):
    """Why a request was refused (RFC 9457, section 3.1)."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


class Mistake(BaseModel):
    """One thing that is wrong: a place in the body (a JSON Pointer) or a parameter's name."""

    detail: str
    pointer: str | MISSING = MISSING
    parameter: str | MISSING = MISSING


class InvalidProblem(Problem):
    """A problem with the list of everything that is wrong with the request."""

    errors: list[Mistake]


class ProblemResponse(JSONResponse):
    """A JSON response that says that it is a problem."""

    media_type = PROBLEM_JSON


def title_of(status_code: int) -> str:
    """Return the name of a status. RFC 9110 renamed 422, which Python knows from 3.13 on."""
    if status_code == status.HTTP_422_UNPROCESSABLE_CONTENT:
        return "Unprocessable Content"
    return HTTPStatus(status_code).phrase


def problem_response(
    status_code: int, detail: str, headers: Mapping[str, str] | None = None
) -> ProblemResponse:
    """Make the response for a problem; its title is the name of the status (RFC 9457, 4.2.1)."""
    problem = Problem(title=title_of(status_code), status=status_code, detail=detail)
    return ProblemResponse(problem.model_dump(), status_code=status_code, headers=headers)


def invalid_response(errors: Sequence[Mistake], language: Language = "en") -> ProblemResponse:
    """Make the response 422 with everything that is wrong with a request.

    The details are in `language`, and the response says so; a cache keeps each language apart.
    """
    problem = InvalidProblem(
        title=title_of(status.HTTP_422_UNPROCESSABLE_CONTENT),
        status=status.HTTP_422_UNPROCESSABLE_CONTENT,
        detail=f"The request has {len(errors)} mistake{'s' if len(errors) > 1 else ''}.",
        errors=list(errors),
    )
    headers = {"Content-Language": language, "Vary": "Accept-Language"}
    return ProblemResponse(problem.model_dump(), status_code=problem.status, headers=headers)


def invalid_body(error: ValidationError, body: object = None) -> RequestValidationError:
    """Turn what a model says of a body into the exception that FastAPI raises for it.

    FastAPI catches the errors of a model only where it checks the request itself; those of a model
    that an operation checks would end in 500. `body`: what the client sent, if the model checked
    just that; it is needed to follow the errors' paths.
    """
    errors = [{**each, "loc": ("body", *each["loc"])} for each in error.errors()]
    return RequestValidationError(errors, body=body)


def steps_in(body: object, path: Sequence[int | str]) -> list[int | str]:
    """Keep the steps of an error's path that a client can follow in the body.

    Where a model is one of several, Pydantic names the one that it took, by the value of the
    field that tells them apart, `kind`: `("discount", "percent_off", "percent")`. There is no
    `percent_off` to go to in `{"discount": {"kind": "percent_off", "percent": "1000"}}`.
    """
    steps: list[int | str] = []
    for step in path:
        match body, step:
            case dict(), str() if step not in body and step == body.get("kind"):
                continue
            case dict(), str():
                body = body.get(step)
            case list(), int() if step < len(body):
                body = body[step]
        steps.append(step)
    return steps


def describe_error(
    error: Mapping[str, Any], body: object = None, language: Language = "en"
) -> Mistake:
    """Turn one of Pydantic's errors into the contract's form.

    Pydantic's `loc` begins with where the value came from: `("body", "items", 0, "sku")` is the
    pointer `#/items/0/sku`, `("query", "limit")` is the parameter `limit`. `body` is what the
    client sent.
    """
    source, *path = error["loc"]
    if source != "body":
        return Mistake(detail=phrase(error, language), parameter=".".join(map(str, path)))
    if error["type"] == "json_invalid":  # its path is a position in the text
        return Mistake(detail=error["ctx"]["error"], pointer="#")
    steps = (str(step).replace("~", "~0").replace("/", "~1") for step in steps_in(body, path))
    return Mistake(detail=phrase(error, language), pointer="/".join(["#", *steps]))


def allowed_methods(request: Request) -> str:
    """Return the value of `Allow`: every method of the address (RFC 9110, section 15.5.6).

    Starlette itself names only those of the first route whose path fits.
    """

    def takes(method: str) -> bool:
        scope = {**request.scope, "method": method}
        return any(route.matches(scope)[0] is Match.FULL for route in request.app.routes)

    return ", ".join(filter(takes, ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")))


def add_problem_handlers(app: FastAPI) -> None:
    """Answer every refusal of the application as a problem.

    Starlette's HTTPException is the parent of FastAPI's: its handler gets our own errors and
    those that the framework raises itself, such as 404 for an unknown path and 405.
    """

    @app.exception_handler(HTTPException)
    async def answer_http_exception(request: Request, error: HTTPException) -> ProblemResponse:
        if error.status_code == status.HTTP_400_BAD_REQUEST:
            # The framework's word for a body that it cannot read at all; the contract's is 422.
            return invalid_response([Mistake(detail=error.detail, pointer="#")])
        headers = error.headers
        if error.status_code == status.HTTP_405_METHOD_NOT_ALLOWED:
            allowed = allowed_methods(request)  # a mounted application names its own
            headers = {"Allow": allowed} if allowed else headers
        return problem_response(error.status_code, error.detail, headers)

    @app.exception_handler(RequestValidationError)
    async def answer_invalid_request(
        request: Request, error: RequestValidationError
    ) -> ProblemResponse:
        language = choose_language(request.headers.get("accept-language", ""))
        mistakes = [describe_error(each, error.body, language) for each in error.errors()]
        return invalid_response(mistakes, language)


def refuses(*status_codes: int) -> dict[int | str, dict[str, Any]]:
    """Document the problems that an operation may answer, for its `responses`."""
    return {status_code: _documentation(status_code) for status_code in status_codes}


EXAMPLE_DETAILS = {
    status.HTTP_401_UNAUTHORIZED: "Log in first.",
    status.HTTP_403_FORBIDDEN: "This needs the permission catalogue:write.",
    status.HTTP_404_NOT_FOUND: "There is no product 7.",
    status.HTTP_406_NOT_ACCEPTABLE: "A label is one of text/plain, text/html.",
    status.HTTP_409_CONFLICT: "The SKU MUG-0042 is taken.",
    status.HTTP_412_PRECONDITION_FAILED: "Product 7 was changed meanwhile. Read it again.",
    status.HTTP_429_TOO_MANY_REQUESTS: "Too many requests. Try again in 30 seconds.",
}


def example_of(status_code: int) -> dict[str, Any]:
    """Return a problem as the API could answer it with this status, for the documentation."""
    detail = EXAMPLE_DETAILS.get(status_code, "The request was refused.")
    problem = Problem(title=title_of(status_code), status=status_code, detail=detail)
    if status_code != status.HTTP_422_UNPROCESSABLE_CONTENT:
        return problem.model_dump()
    mistake = Mistake(detail="Input should be greater than or equal to 0", pointer="#/price_cents")
    fields = problem.model_dump() | {"detail": "The request has 1 mistake."}
    return InvalidProblem(**fields, errors=[mistake]).model_dump()


def _documentation(status_code: int) -> dict[str, Any]:
    invalid = status_code == status.HTTP_422_UNPROCESSABLE_CONTENT
    model = InvalidProblem if invalid else Problem
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {
        "description": title_of(status_code),
        "content": {PROBLEM_JSON: {"schema": schema, "example": example_of(status_code)}},
    }


def describe_problems(app: FastAPI) -> None:
    """Add the schemas that `refuses` names to the application's OpenAPI document.

    FastAPI adds a response's model by itself only as application/json, so the document is
    extended: https://fastapi.tiangolo.com/how-to/extending-openapi/
    """
    plain_openapi = app.openapi
    _, problems = models_json_schema(
        [(Problem, "serialization"), (InvalidProblem, "serialization")],
        ref_template="#/components/schemas/{model}",
    )

    def openapi() -> dict[str, Any]:
        document = plain_openapi()
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        schemas.update(problems["$defs"])
        return document

    app.openapi = openapi  # type: ignore[method-assign]
