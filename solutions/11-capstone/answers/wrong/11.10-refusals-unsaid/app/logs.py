class RequestLogMiddleware:
    """Names each request (the client's `X-Request-ID`, or a new one) and writes a line about it.

    The line has neither headers, query nor body: tokens and passwords are in them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note the answer's status and how long it took."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        wish = Headers(scope=scope).get(REQUEST_ID, "")
        request_id = wish if ACCEPTED.fullmatch(wish) else str(uuid4())
        status, started = 500, time.perf_counter()

        async def send_with_id(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = request_id
            await send(message)

        try:
            await self.app(scope, receive, send_with_id)
        finally:
            fields = {
                "request_id": request_id,
                "method": scope["method"],
                "path": scope["path"],
                "status": status,
                "duration_ms": round(1000 * (time.perf_counter() - started), 1),
            }
            if status < 400:
                log.info("answered", extra={"fields": fields})
