"""Logs: one JSON object a line, and a name for each request that answer and log share."""

from starlette.types import ASGIApp, Receive, Scope, Send


def configure_logs() -> None:
    """Send the application's log and Uvicorn's to standard output, as JSON."""
    # Exercise 11.10


class RequestLogMiddleware:
    """Names each request and writes a line about it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note the answer's status and how long it took."""
        await self.app(scope, receive, send)  # Exercise 11.10
