"""A limit for every address, before anything else is done for it."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.problems import problem_response
from app.limits import Limiter, limit_headers

POLICY = "address"


class RateLimitMiddleware:
    """Refuses the requests of an address that asks too often, and tells the others what is left.

    The address is that of the connection. Behind a proxy it is the proxy's, unless the server
    believes it: Uvicorn believes 127.0.0.1 and ::1, and whom `--forwarded-allow-ips` names. A
    header that anybody can write must not decide by itself.
    """

    def __init__(self, app: ASGIApp, limiter: Limiter) -> None:
        self.app = app
        self.limiter = limiter

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through and write headers into its answer, or answer 429.

        An exception would not do: the application's handlers lie further in, behind this one.
        """
        raise NotImplementedError("exercise 8.7")
