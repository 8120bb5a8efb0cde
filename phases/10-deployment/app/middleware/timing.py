"""How long the application took, told in the answer."""

import time
from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


class TimingMiddleware:
    """Writes the time until the answer began into `Server-Timing`, which browsers display.

    `clock` returns seconds and never goes back.
    Source: https://www.w3.org/TR/server-timing/
    """

    def __init__(self, app: ASGIApp, clock: Callable[[], float] = time.perf_counter) -> None:
        self.app = app
        self.clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Look at the clock twice: when the request comes, and when the answer begins."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start = self.clock()

        async def send_with_time(message: Message) -> None:
            if message["type"] == "http.response.start":
                milliseconds = (self.clock() - start) * 1000
                headers = MutableHeaders(scope=message)
                headers.append("Server-Timing", f"app;dur={milliseconds:.1f}")
            await send(message)

        await self.app(scope, receive, send_with_time)
