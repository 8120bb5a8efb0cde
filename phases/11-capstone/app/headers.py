"""Headers that make browsers and caches careful."""

from starlette.types import ASGIApp, Receive, Scope, Send


class SecurityHeadersMiddleware:
    """Adds the headers to every answer, refusals too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Write the headers into the answer on its way out."""
        await self.app(scope, receive, send)  # Exercise 11.9
