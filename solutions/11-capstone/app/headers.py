"""Headers that make browsers and caches careful."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = "Content-Security-Policy"
PAGES = ("/docs", "/redoc")

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    POLICY: "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
"""For an API whose answers are no pages, and are about people (OWASP REST Security Cheat Sheet)."""


class SecurityHeadersMiddleware:
    """Adds the headers to every answer, refusals too; one that is there already stays.

    Pages get no policy: they load scripts and styles.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Write the headers into the answer on its way out."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    if name != POLICY or scope["path"] not in PAGES:
                        headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, send_with_headers)
