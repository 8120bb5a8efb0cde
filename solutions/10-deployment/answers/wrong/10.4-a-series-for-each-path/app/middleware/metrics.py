class MetricsMiddleware:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count a request, also one that ended in an exception: that one is answered with 500."""
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

        with self.metrics.in_progress.track_inprogress():
            try:
                await self.app(scope, receive, send_and_remember)
            finally:
                seconds = self.clock() - start
                self.metrics.count(scope["method"], scope["path"], status, seconds)
