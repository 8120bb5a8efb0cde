class AccessLogMiddleware:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Log a request."""
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        seen = {"status": 500}
        began = self.clock()

        async def watch(message: Message) -> None:
            if "status" in message:
                seen["status"] = message["status"]
            await send(message)

        try:
            return await self.app(scope, receive, watch)
        finally:
            logger.info(
                "request",
                extra={
                    **seen,
                    "method": scope["method"],
                    "path": scope["path"],
                    "route": route_template(scope),
                    "duration_ms": 1000 * (self.clock() - began),
                    "user_id": scope.get("state", {}).get("user_id"),
                    "client": scope["client"][0] if scope.get("client") else None,
                },
            )
