"""One line in the log for each request: what was asked, what came of it, how long it took."""

import logging
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.routes import route_template

logger = logging.getLogger("app.access")


class AccessLogMiddleware:
    """Logs each request when it is over, to the logger `app.access`.

    Left out is what may hold a secret: headers, bodies, and the query, where codes and tokens of
    other systems come back. `clock` returns seconds and never goes back.
    """

    def __init__(self, app: ASGIApp, clock: Callable[[], float]) -> None:
        self.app = app
        self.clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Log a request, also one that ended in an exception: that one is answered with 500."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start = self.clock()
        status = 500

        async def send_and_remember(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, send_and_remember)
        finally:
            host, _port = scope.get("client") or (None, None)
            fields = {
                "method": scope["method"],
                "path": scope["path"],
                "route": route_template(scope),
                "status": status,
                "duration_ms": round((self.clock() - start) * 1000, 1),
                "user_id": scope["state"].get("user_id"),
                "client": host,
            }
            logger.info("%s %s %s", scope["method"], scope["path"], status, extra=fields)
