class RateLimitMiddleware:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through and write headers into its answer, or answer 429.

        An exception would not do: the application's handlers lie further in, behind this one.
        """
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        host, _port = scope.get("client") or ("unknown", 0)
        decision = self.limiter.take("everybody")
        headers = limit_headers(POLICY, decision)
        if not decision.allowed:
            response = problem_response(429, "Too many requests from this address.", headers)
            await response(scope, receive, send)
            return

        async def send_with_limit(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                for name, value in headers.items():
                    answer.append(name, value)
            await send(message)

        await self.app(scope, receive, send_with_limit)
