class BodyLimitMiddleware:
    """Refuses bodies of more than 64 KiB before they are read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 413, or let the request pass."""
        length = Headers(scope=scope).get("content-length", "") if scope["type"] == "http" else ""
        if length.isdecimal() and int(length) > MAX_BODY_BYTES:
            answer = problem(status.HTTP_413_CONTENT_TOO_LARGE, "The body is longer than 64 KiB.")
            await answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)
