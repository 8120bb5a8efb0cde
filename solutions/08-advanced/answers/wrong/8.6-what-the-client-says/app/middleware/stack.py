from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send


class DeclaredLengthMiddleware:
    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            if int(Headers(scope=scope).get("content-length", 0)) > self.limit:
                await PlainTextResponse("Too long.", 413)(scope, receive, send)
                return
        await self.app(scope, receive, send)


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
        Middleware(DeclaredLengthMiddleware, limit=settings.max_body_bytes),
    ]
