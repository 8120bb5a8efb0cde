def gates(settings: Settings) -> list[Middleware]:
    """Those who decide what comes in, and in which form an answer goes out."""
    cors = Middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=SENT_HEADERS,
        expose_headers=READ_HEADERS,
        max_age=600,  # seconds for which a browser need not ask again
    )
    return [
        Middleware(ProblemMiddleware),
        *([cors] if settings.cors_origins else []),
        Middleware(GZipMiddleware, minimum_size=1000),
        Middleware(TrustedHostMiddleware, allowed_hosts=settings.allowed_hosts),
        Middleware(RequestBodyLimitMiddleware, max_body_size=settings.max_body_bytes),
    ]
