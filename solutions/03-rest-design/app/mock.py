"""A mock server: an ASGI application that answers what the contract promises.

It stores nothing. Each request is held against the contract as a real server would hold it: 404,
405, 406, 415 and 422 are real, and come as problem details (RFC 9457). What passes is answered
with an example. `Prefer: code=409` (RFC 7240) asks for another answer that the contract declares.
The contract is read at each request, so that a change of the document is served at once.
"""

import json
import re
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

from app.contract import Contract, ContractError, Json, Operation, example, load, mistakes
from app.versions import VersionError, requested_version

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

PROBLEM = "application/problem+json"
FORM = "application/x-www-form-urlencoded"
MAX_BODY = 1_048_576


@dataclass(frozen=True, slots=True)
class Request:
    """What the mock needs to know of a request; names of headers are in lower case."""

    method: str
    path: str
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Response:
    """What the mock answers; `content` is sent as JSON, None as no body."""

    status: int
    content: Json = None
    media_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)


class Refused(Exception):  # noqa: N818 - what happened, and no error of the mock
    """A request that the contract does not allow."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: list[dict[str, str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        body: dict[str, Any] = {
            "type": "about:blank",
            "title": HTTPStatus(status).phrase,
            "status": status,
            "detail": detail,
        }
        if errors:
            body["errors"] = errors
        self.response = Response(status, body, PROBLEM, headers or {})


def answer(contract: Contract, request: Request) -> Response:
    """Answer a request as the contract promises.

    Raises: Refused when the contract does not allow the request.
    """
    path = _versioned_path(request)
    operation, arguments = _find(contract, request.method, path)
    _check_parameters(operation, request, arguments)
    _check_body(operation, request)
    status = operation.success
    applied: dict[str, str] = {}
    wanted = re.search(r"\bcode=\"?(\d{3})", request.headers.get("prefer", ""))
    if wanted and wanted.group(1) in operation.responses:
        status = wanted.group(1)
        applied = {"Preference-Applied": f"code={status}"}
    promised = _promised(operation, status, request.headers.get("accept", "*/*"))
    headers = {**promised.headers, **applied}
    if "Location" in headers and isinstance(promised.content, dict) and "id" in promised.content:
        headers["Location"] = f"{path}/{promised.content['id']}"
    if path != request.path:
        headers["Vary"] = "API-Version"
    return replace(promised, headers=headers)


def _versioned_path(request: Request) -> str:
    """`/api/products` becomes `/api/v1/products`, as header or query ask.

    A path that has its version already is only held against what they say besides.
    """
    has_version = re.match(r"/api/v[0-9]+/", request.path)
    says_more = "api-version" in request.headers or "version" in request.query
    if not request.path.startswith("/api/") or (has_version and not says_more):
        return request.path
    try:
        version = requested_version(request.path, request.headers, request.query)
    except VersionError as error:
        raise Refused(400, str(error)) from error
    if has_version:
        return request.path
    return request.path.replace("/api/", f"/api/v{version}/", 1)


def _find(contract: Contract, method: str, path: str) -> tuple[Operation, dict[str, str]]:
    found = contract.match(path)
    if found is None:
        raise Refused(404, f"The contract has no path for {path}.")
    template, arguments = found
    allowed = contract.methods(template)
    wanted = "GET" if method == "HEAD" else method
    if wanted not in allowed:
        allow = ", ".join(sorted(allowed))
        raise Refused(405, f"{path} allows {allow}.", headers={"Allow": allow})
    return contract.operation(wanted, template), arguments


def _check_parameters(operation: Operation, request: Request, arguments: Mapping[str, str]) -> None:
    sources = {"path": arguments, "query": request.query, "header": request.headers}
    errors = []
    for name, parameter in operation.parameters.items():
        given = sources.get(parameter["in"], {})
        key = name.lower() if parameter["in"] == "header" else name
        if key in given:
            schema = parameter.get("schema", {})
            found = mistakes(schema, _parsed(given[key], schema))
            errors += [{"parameter": name, "detail": mistake.detail} for mistake in found]
        elif parameter.get("required") and parameter["in"] in sources:
            errors.append({"parameter": name, "detail": "is missing"})
    _refuse_if_any(errors)


def _parsed(text: str, schema: Mapping[str, Any]) -> Json:
    """Parameters are text; where a number or a boolean is asked for, read it as one."""
    kind = schema.get("type")
    if kind == "integer" and re.fullmatch(r"-?[0-9]{1,18}", text):
        return int(text)
    if kind == "number" and re.fullmatch(r"-?[0-9]{1,18}(\.[0-9]{1,18})?", text):
        return float(text)
    if kind == "boolean" and text in {"true", "false"}:
        return text == "true"
    return text


def _check_body(operation: Operation, request: Request) -> None:
    types = operation.body_types
    if not types:
        return
    if not request.body:
        if operation.data["requestBody"].get("required"):
            _refuse_if_any([{"pointer": "#", "detail": "The body is missing."}])
        return
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in types:
        raise Refused(415, f"The body may be {', '.join(types)}.")
    found = mistakes(types[media_type].get("schema", {}), _read(request.body, media_type))
    _refuse_if_any([{"pointer": m.pointer, "detail": m.detail} for m in found])


def _read(body: bytes, media_type: str) -> Json:
    try:
        if media_type == FORM:
            return dict(parse_qsl(body.decode(), keep_blank_values=True))
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused(400, f"The body is not {media_type}.") from error


def _refuse_if_any(errors: list[dict[str, str]]) -> None:
    if errors:
        noun = "mistake" if len(errors) == 1 else "mistakes"
        raise Refused(422, f"The request has {len(errors)} {noun}.", errors=errors)


def _promised(operation: Operation, status: str, accept: str) -> Response:
    """The answer that the contract declares under a status, made of its examples."""
    response = operation.responses.get(status, {})
    headers = {
        name: str(header.get("example", example(header.get("schema", {}))))
        for name, header in response.get("headers", {}).items()
    }
    for media_type, media in response.get("content", {}).items():
        is_error = not status.startswith("2")
        if is_error or _accepted(media_type, accept):
            return Response(int(status), _example_of(media), media_type, headers)
    if response.get("content"):
        raise Refused(406, f"The answer can be {', '.join(response['content'])}.")
    return Response(int(status), headers=headers)


def _example_of(media: Mapping[str, Any]) -> Json:
    if "example" in media:
        return media["example"]
    for named in media.get("examples", {}).values():
        return named.get("value")
    return example(media.get("schema", {}))


def _accepted(media_type: str, accept: str) -> bool:
    """Whether a client that sent this `Accept` takes the media type (RFC 9110, section 12.5.1)."""
    group = media_type.partition("/")[0]
    for entry in accept.split(","):
        media_range, _, weight = entry.lower().partition(";")
        if media_range.strip() in {media_type, f"{group}/*", "*/*"}:
            return not re.search(r"\bq=0(\.0*)?\s*$", weight)
    return False


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """The mock as an ASGI application.

    Raises: ValueError for what is neither HTTP nor the server's start and end.
    """
    if scope["type"] == "lifespan":
        await _live(receive, send)
        return
    if scope["type"] != "http":
        raise ValueError(f"The mock does not speak {scope['type']}.")
    try:
        request = await _receive(scope, receive)
        if request is None:
            return
        response = answer(load(), request)
    except Refused as refused:
        response = refused.response
    except ContractError as error:
        response = Refused(500, str(error)).response
    await _send(send, response, with_body=scope["method"] != "HEAD")


async def _live(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return


async def _receive(scope: Scope, receive: Receive) -> Request | None:
    """The request with its body; None when the client has gone before its end."""
    body, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        if len(body) > MAX_BODY:
            raise Refused(413, f"A body may have {MAX_BODY:,} octets.")
        more = message.get("more_body", False)
    return Request(
        method=scope["method"],
        path=scope["path"],
        query=dict(parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)),
        headers={
            name.decode().lower(): value.decode("latin-1") for name, value in scope["headers"]
        },
        body=bytes(body),
    )


async def _send(send: Send, response: Response, *, with_body: bool) -> None:
    headers = dict(response.headers)
    body = b""
    if response.content is not None:
        body = json.dumps(response.content, ensure_ascii=False).encode()
        headers |= {"Content-Type": response.media_type, "Content-Length": str(len(body))}
    await send(
        {
            "type": "http.response.start",
            "status": response.status,
            "headers": [(n.lower().encode(), v.encode("latin-1")) for n, v in headers.items()],
        }
    )
    await send({"type": "http.response.body", "body": body if with_body else b""})
