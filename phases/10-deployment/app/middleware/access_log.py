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
        # exercise 10.2: so far nothing is logged.
        await self.app(scope, receive, send)
