def gates(settings: Settings) -> list[Middleware]:
    chain = [
        Middleware(GZipMiddleware, minimum_size=900, compresslevel=5),
        Middleware(ProblemMiddleware),
        Middleware(RequestBodyLimitMiddleware, settings.max_body_bytes),
        Middleware(TrustedHostMiddleware, list(settings.allowed_hosts), www_redirect=False),
    ]
    if not settings.cors_origins:
        return chain
    cors = Middleware(
        CORSMiddleware,
        allow_origins=list(settings.cors_origins),
        allow_methods=["*"],
        allow_headers=[*SENT_HEADERS, "Accept-Language"],
        expose_headers=[*READ_HEADERS, "Server-Timing"],
    )
    return [cors, *chain]
