class AccessLogMiddleware:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Log a request, also one that ended in an exception: that one is answered with 500."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start = self.clock()
        status = 500

        async def send_and_remember(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        await self.app(scope, receive, send_and_remember)
        host, _port = scope.get("client") or (None, None)
        fields = {
            "method": scope["method"],
            "path": scope["path"],
            "route": route_template(scope),
            "status": status,
            "duration_ms": round((self.clock() - start) * 1000, 1),
            "user_id": scope["state"].get("user_id"),
            "client": host,
        }
        logger.info("%s %s %s", scope["method"], scope["path"], status, extra=fields)
