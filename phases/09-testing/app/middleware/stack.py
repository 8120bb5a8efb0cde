"""Which middleware there is, and in which order: the first one is the outermost.

A request passes from the first to the last, its answer from the last to the first. So each one
also sees the answers that those behind it give by themselves.
"""

from fastapi.middleware import Middleware
from fastapi.middleware.cors import CORSMiddleware
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.middleware.trustedhost import TrustedHostMiddleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware

from app.auth.basic import BasicAuthMiddleware
from app.core.config import Settings
from app.core.docs import DOCUMENTATION
from app.core.trace import Traces
from app.limits import Clock, TokenBucket
from app.middleware.problems import ProblemMiddleware
from app.middleware.rate_limit import RateLimitMiddleware
from app.middleware.request_id import REQUEST_ID, RequestIdMiddleware
from app.middleware.timing import TimingMiddleware
from app.middleware.trace import TraceMiddleware
from app.middleware.versions import API_VERSION, FarewellMiddleware, VersionMiddleware

TRACED = "/api/v1/diagnostics/lifecycle"
SENT_HEADERS = (
    API_VERSION,
    "Authorization",
    "Content-Type",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    REQUEST_ID,
)
"""What scripts of other origins may send, besides the few headers that are always allowed."""
READ_HEADERS = (
    "Deprecation",
    "ETag",
    "Link",
    "Location",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "Sunset",
    REQUEST_ID,
)
"""What scripts of other origins may read of an answer, besides the few that are always shown."""


def observers(clock: Clock) -> list[Middleware]:
    """Those who see everything, also what is refused by the others."""
    return [Middleware(RequestIdMiddleware), Middleware(TimingMiddleware, clock=clock)]


def gates(settings: Settings) -> list[Middleware]:
    """Those who decide what comes in, and in which form an answer goes out.

    CORS lies outside of the refusals: without its headers a script could not read them. Problems
    are made of texts, so what compresses lies outside of them too.
    """
    cors = Middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=SENT_HEADERS,
        expose_headers=READ_HEADERS,
        max_age=600,  # seconds for which a browser need not ask again
    )
    return [
        *([cors] if settings.cors_origins else []),
        Middleware(GZipMiddleware, minimum_size=1000),
        Middleware(ProblemMiddleware),
        Middleware(TrustedHostMiddleware, allowed_hosts=settings.allowed_hosts),
        Middleware(RequestBodyLimitMiddleware, max_body_size=settings.max_body_bytes),
    ]


def versions(settings: Settings) -> list[Middleware]:
    """Those who know that there are versions: the first finds out which one is asked for."""
    if settings.v1_deprecated is None or settings.v1_sunset is None:
        return [Middleware(VersionMiddleware)]
    farewell = Middleware(
        FarewellMiddleware, deprecated=settings.v1_deprecated, sunset=settings.v1_sunset
    )
    return [Middleware(VersionMiddleware), farewell]


def address_limit(settings: Settings, clock: Clock) -> list[Middleware]:
    """The limit of each address, if there is one."""
    if settings.rate_per_address is None:
        return []
    return [Middleware(RateLimitMiddleware, limiter=TokenBucket(settings.rate_per_address, clock))]


def lock(settings: Settings) -> list[Middleware]:
    """The lock before the documentation, if there is one.

    It lies inside of the others: who is refused gets their headers, and cannot guess without limit.
    The path has its version by then, so no way leads round it.
    """
    if settings.docs_password is None:
        return []
    password = settings.docs_password.get_secret_value()
    return [
        Middleware(BasicAuthMiddleware, paths=DOCUMENTATION, username="docs", password=password)
    ]


def diagnostics(settings: Settings, traces: Traces) -> list[Middleware]:
    """The trace of requests to one path, while somebody wants to look at it."""
    if not settings.diagnostics:
        return []
    return [Middleware(TraceMiddleware, below=TRACED, traces=traces)]


def middleware_stack(settings: Settings, traces: Traces, clock: Clock) -> list[Middleware]:
    """All of them, from the outermost to the innermost."""
    return [
        *observers(clock),
        *gates(settings),
        *versions(settings),
        *address_limit(settings, clock),
        *lock(settings),
        *diagnostics(settings, traces),
    ]
