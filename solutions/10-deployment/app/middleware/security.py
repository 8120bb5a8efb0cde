"""What browsers are told to refuse, in the headers of every answer."""

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.docs import DOCUMENTATION
from app.core.routes import path_in_application

PAGES = tuple(path for path in DOCUMENTATION if not path.endswith(".json"))
"""What is made for a browser: the pages of the documentation, of both versions."""
HEADERS = {
    "X-Content-Type-Options": "nosniff",  # the type is what it says, and not what it looks like
    "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
    "Referrer-Policy": "no-referrer",
}
HSTS = "max-age=31536000; includeSubDomains"
"""For a year, only HTTPS (RFC 6797)."""
NOTHING = "default-src 'none'; frame-ancestors 'none'"
"""The policy of what is data: if it is shown as a page all the same, nothing of it runs."""
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def page_policy(page: str) -> str:
    """Return the Content-Security-Policy of a page of the documentation.

    Scripts come from this host, or stand in the page itself and are named by their hash: one that
    somebody smuggles in has another hash (https://www.w3.org/TR/CSP3/#source-list-syntax).
    """
    hashes = [
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        for script in _INLINE_SCRIPT.findall(page)
    ]
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src 'self'", *(f"'sha256-{each}'" for each in hashes)]),
            "style-src 'self' 'unsafe-inline'",  # /docs and /redoc write styles while they run
            "img-src 'self' data:",
            "connect-src 'self'",  # openapi.json, and "try it out"
            "worker-src blob:",  # ReDoc searches in a worker of its own
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def private_cache_control(cache_control: str | None) -> str:
    """Return what caches are told of an answer that was made for one user.

    RFC 9111, section 3.5, keeps shared caches away from answers to requests with `Authorization`,
    but they know nothing of cookies and keys.
    """
    if cache_control is None:
        return "no-store"
    directives = {each.strip().partition("=")[0] for each in cache_control.lower().split(",")}
    if directives & {"no-store", "private", "public"}:
        return cache_control
    return f"private, {cache_control}"


class SecurityHeadersMiddleware:
    """Writes security headers into every answer; what an operation says itself counts more."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers; the answer of a page waits for its text, which the policy depends on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_page = path_in_application(scope) in PAGES
        held: Message | None = None

        async def send_safely(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start":
                add_headers(scope, MutableHeaders(scope=message))
                if is_page:
                    held = message
                    return
            elif held is not None:
                headers = MutableHeaders(scope=held)
                headers["Content-Security-Policy"] = page_policy(message["body"].decode())
                await send(held)
                held = None
            await send(message)

        await self.app(scope, receive, send_safely)


def add_headers(scope: Scope, headers: MutableHeaders) -> None:
    """Write the headers that every answer has.

    HSTS goes over TLS only (RFC 6797, section 7.2). The scheme is the client's: behind a proxy it
    is what the proxy says, if the server believes it.
    """
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers.setdefault("Content-Security-Policy", NOTHING)
    if scope["scheme"] == "https":
        headers.setdefault("Strict-Transport-Security", HSTS)
    if scope["state"].get("user_id") is not None:
        headers["Cache-Control"] = private_cache_control(headers.get("Cache-Control"))
