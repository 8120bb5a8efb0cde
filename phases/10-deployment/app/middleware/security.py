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
    raise NotImplementedError("exercise 10.5")


def private_cache_control(cache_control: str | None) -> str:
    """Return what caches are told of an answer that was made for one user.

    RFC 9111, section 3.5, keeps shared caches away from answers to requests with `Authorization`,
    but they know nothing of cookies and keys.
    """
    raise NotImplementedError("exercise 10.5")


class SecurityHeadersMiddleware:
    """Writes security headers into every answer; what an operation says itself counts more."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers; the answer of a page waits for its text, which the policy depends on."""
        # exercise 10.5: so far everything passes as it is.
        await self.app(scope, receive, send)


def add_headers(scope: Scope, headers: MutableHeaders) -> None:
    """Write the headers that every answer has.

    HSTS goes over TLS only (RFC 6797, section 7.2). The scheme is the client's: behind a proxy it
    is what the proxy says, if the server believes it.
    """
    raise NotImplementedError("exercise 10.5")
