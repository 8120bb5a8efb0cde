"""A name for each request, so that a client's report and the server's log can be put together."""

import re
from contextvars import ContextVar
from uuid import uuid4

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REQUEST_ID = "X-Request-ID"
_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{1,64}")

current_request_id: ContextVar[str | None] = ContextVar("current_request_id", default=None)
"""The request in hand, for code that is handed no request: a filter of the log, for example."""


class RequestIdMiddleware:
    """Gives each request an id: the client's own, or a new UUID.

    It is kept in `request.state.request_id`, and each answer repeats it in `X-Request-ID`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note the id on the way in, and write it into the answer on the way out."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id = choose_request_id(Headers(scope=scope).get(REQUEST_ID))
        scope.setdefault("state", {})["request_id"] = request_id
        current_request_id.set(request_id)

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[REQUEST_ID] = request_id
            await send(message)

        await self.app(scope, receive, send_with_id)


def choose_request_id(wish: str | None) -> str:
    """Return the client's id when it may stand in a log as it is, otherwise a new one.

    A line break in it would write a line of its own into the log, ten thousand characters would
    fill it.
    """
    return wish if wish and _ACCEPTED.fullmatch(wish) else str(uuid4())
