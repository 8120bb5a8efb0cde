"""The server: connections, time limits, and errors that never leave a client without an answer."""

import asyncio
import logging
import ssl
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial

from app.http.caching import conditional
from app.http.dispatch import dispatch
from app.http.framing import (
    MAX_BODY,
    MAX_LINE,
    announces_body,
    body_length,
    read_chunked,
    read_exactly,
    read_fields,
    read_line,
)
from app.http.messages import Headers, HttpError, Request, Response
from app.http.parser import parse_headers, parse_request_line, split_target
from app.http.writer import format_response
from app.routing import Router
from app.shop import router as shop_router

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """How many seconds the server waits for a client. A slow one must not hold a place for ever.

    idle: for the first line of the next request. request: for the rest of it. response: until the
    client has taken the answer. farewell: for what the client is still sending when it is refused.
    """

    idle: float = 15
    request: float = 20
    response: float = 20
    farewell: float = 1


PATIENT = Patience()
BROKEN = HttpError(500, "The server failed. It is not your fault.")


async def start(
    host: str,
    port: int,
    *,
    tls: ssl.SSLContext | None = None,
    patience: Patience = PATIENT,
) -> asyncio.Server:
    """Serve the shop. Port 0 takes any free one. With `tls`, the same is spoken inside TLS."""
    connected = partial(serve_connection, router=shop_router, patience=patience)
    return await asyncio.start_server(connected, host, port, ssl=tls, limit=MAX_LINE)


async def serve_connection(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    *,
    router: Router,
    patience: Patience,
) -> None:
    """Answer the requests of one connection, one after the other, until one side has enough."""
    try:
        while await serve_request(reader, writer, router, patience):
            pass
        await _say_goodbye(reader, writer, patience)
    except OSError:  # broken connections, failed TLS and time-outs are all of this kind
        logger.debug("The client has gone.")
    except asyncio.CancelledError:  # the server stops; Python 3.11 reports it if it goes further
        writer.transport.abort()
    finally:
        writer.close()
        try:
            async with asyncio.timeout(patience.response):
                await writer.wait_closed()
        except OSError:  # a client that takes nothing more, or that has gone
            writer.transport.abort()


async def serve_request(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    router: Router,
    patience: Patience,
) -> bool:
    """Read a request and answer it. Return whether the connection may be used again."""
    request: Request | None = None
    try:
        request = await read_request(reader, writer, patience)
    except OSError:
        raise  # nobody is left to be answered
    except Exception as error:  # noqa: BLE001 - the client gets an answer, whatever breaks
        response = refusal(error)  # where the next request would begin is unknown: close
    else:
        if request is None:
            return False
        response = respond(router, request)
    stays = request is not None and keeps_alive(request)
    head = [
        ("Date", format_datetime(datetime.now(UTC), usegmt=True)),
        ("Connection", "keep-alive" if stays else "close"),
    ]
    response = replace(response, headers=Headers([*head, *response.headers]))
    is_head = request is not None and request.method == "HEAD"
    writer.write(_as_octets(response, head_only=is_head))
    async with asyncio.timeout(patience.response):
        await writer.drain()
    return stays


async def read_request(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, patience: Patience
) -> Request | None:
    """Read the next request; None when the client has sent nothing more.

    Raises: HttpError when it breaks a rule (RFC 9112), or 408 when it takes too long.
    """
    try:
        async with asyncio.timeout(patience.idle):
            line = await _first_line(reader)
    except TimeoutError:
        return None
    if line is None:
        return None
    try:
        async with asyncio.timeout(patience.request):
            return await _rest_of_request(line, reader, writer)
    except TimeoutError:
        raise HttpError(408, "The request took too long.") from None


async def _first_line(reader: asyncio.StreamReader) -> bytes | None:
    """Return the request line; None at the end. An empty line before it is skipped (2.2)."""
    for _ in range(2):
        if reader.at_eof():
            return None
        try:
            line = await read_line(reader, too_long=414)
        except HttpError:
            if reader.at_eof():
                return None
            raise
        if line:
            return line
    raise HttpError(400, "A request begins with a request line.")


async def _rest_of_request(
    line: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> Request:
    method, target, version = parse_request_line(line)
    path, query = split_target(target)
    headers = parse_headers(await read_fields(reader))
    hosts = len(headers.get_all("host"))
    if hosts > 1 or (hosts == 0 and version == "HTTP/1.1"):
        raise HttpError(400, "A request has one Host field.")  # RFC 9112, section 3.2
    if version == "HTTP/1.0" and "transfer-encoding" in headers:
        raise HttpError(400, "HTTP/1.0 knows no Transfer-Encoding.")  # RFC 9112, section 6.1
    body = b""
    if announces_body(method, headers):
        length = body_length(headers)
        if headers.get("expect").lower() == "100-continue" and version == "HTTP/1.1":
            writer.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        body = await (read_chunked(reader) if length is None else read_exactly(reader, length))
    return Request(
        method=method,
        target=target,
        path=path,
        query=query,
        headers=headers,
        body=body,
        version=version,
        client=writer.get_extra_info("peername")[0],
        scheme="https" if writer.get_extra_info("ssl_object") else "http",
    )


def respond(router: Router, request: Request) -> Response:
    """Answer a request, whatever happens."""
    try:
        return conditional(request, dispatch(router, request))
    except Exception as error:  # noqa: BLE001 - the client gets an answer, whatever breaks
        return refusal(error)


def refusal(error: Exception) -> Response:
    """Return the answer to a request that failed. Details go to the log, never to the client."""
    if isinstance(error, HttpError):
        return Response.error(error)
    if isinstance(error, NotImplementedError):
        return Response.error(HttpError(501, str(error)))
    logger.error("A request failed.", exc_info=error)
    return Response.error(BROKEN)


def _as_octets(response: Response, *, head_only: bool) -> bytes:
    """Format a response, or the news that it cannot be sent."""
    try:
        return format_response(response, head_only=head_only)
    except ValueError:
        logger.exception("A response cannot be sent.")
        return format_response(Response.error(BROKEN), head_only=head_only)


def keeps_alive(request: Request) -> bool:
    """Tell whether a client wants to use the connection again (RFC 9112, section 9.3)."""
    wishes = {wish.strip().lower() for wish in request.headers.get("connection").split(",")}
    return "close" not in wishes and (request.version == "HTTP/1.1" or "keep-alive" in wishes)


async def _say_goodbye(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, patience: Patience
) -> None:
    """Take in what a client is still sending, for a while, so that it gets to read the answer.

    Closing at once would reset the connection, and the answer could be lost (RFC 9112, 9.6).
    """
    if writer.can_write_eof():
        writer.write_eof()
    with suppress(TimeoutError):
        async with asyncio.timeout(patience.farewell):
            for _ in range(4 * MAX_BODY // MAX_LINE):
                if not await reader.read(MAX_LINE):
                    break
