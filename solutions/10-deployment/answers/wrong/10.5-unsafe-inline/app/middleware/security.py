def page_policy(page: str) -> str:
    """Return the Content-Security-Policy of a page of the documentation.

    Scripts come from this host, or stand in the page itself and are named by their hash: one that
    somebody smuggles in has another hash (https://www.w3.org/TR/CSP3/#source-list-syntax).
    """
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self' 'unsafe-inline'",
            "style-src 'self' 'unsafe-inline'",  # /docs and /redoc write styles while they run
            "img-src 'self' data:",
            "connect-src 'self'",  # openapi.json, and "try it out"
            "worker-src blob:",  # ReDoc searches in a worker of its own
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
