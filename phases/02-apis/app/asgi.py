"""The storefront as an ASGI application, by hand: `uvicorn app.asgi:app`.

Source: https://asgi.readthedocs.io/en/latest/specs/www.html
"""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, TypeAlias
from urllib.parse import parse_qsl

from app.api import answer, header_lines
from app.http.framing import MAX_BODY
from app.http.messages import Headers, HttpError, Request, Response
from app.settings import warn_about_development_key

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]


class ClientGoneError(Exception):
    """The client closed the connection before its request was complete."""


async def app(scope: Message, receive: Receive, send: Send) -> None:
    """Serve what the server calls a scope: its own start and stop, or one HTTP request.

    Raises: ValueError for a protocol that this application does not speak, as ASGI asks.
    """
    if scope["type"] == "lifespan":
        await lifespan(receive, send)
    elif scope["type"] == "http":
        await http(scope, receive, send)
    else:
        raise ValueError(f"This application does not speak {scope['type']}.")


async def lifespan(receive: Receive, send: Send) -> None:
    """Tell the server when the application is ready to begin, and when it is ready to end."""
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            warn_about_development_key()
            await send({"type": "lifespan.startup.complete"})
        elif message["type"] == "lifespan.shutdown":
            await send({"type": "lifespan.shutdown.complete"})
            return


async def http(scope: Message, receive: Receive, send: Send) -> None:
    """Answer one HTTP request, in two messages.

    `http.response.start` has the status and the header lines, as pairs of octets with names in
    lower case. `http.response.body` has the body, which for HEAD is empty. A client that has
    gone is sent nothing.
    """
    # Exercise 2.2: this answers the same to everybody. Answer what was asked.
    text = b"Exercise 2.2 is not written yet.\n"
    lines = [(b"content-type", b"text/plain"), (b"content-length", str(len(text)).encode())]
    await send({"type": "http.response.start", "status": 404, "headers": lines})
    await send({"type": "http.response.body", "body": text})


async def read_body(receive: Receive) -> bytes:
    """Return the body of a request, from as many `http.request` messages as it takes.

    Raises: ClientGoneError when `http.disconnect` comes before the last of them; HttpError 413 as
    soon as more than MAX_BODY octets have come.
    """
    raise NotImplementedError("exercise 2.2")


def to_request(scope: Message, body: bytes) -> Request:
    """Return the request that an HTTP scope describes.

    Octets become text as Latin-1 does it. Query parameters are decoded, empty ones kept; of a
    repeated one the last counts. A server that does not know the client's address leaves it out.
    """
    raise NotImplementedError("exercise 2.2")
