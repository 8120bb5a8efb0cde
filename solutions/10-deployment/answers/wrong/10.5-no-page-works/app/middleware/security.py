class SecurityHeadersMiddleware:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers; the answer of a page waits for its text, which the policy depends on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_page = False
        held: Message | None = None

        async def send_safely(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start":
                add_headers(scope, MutableHeaders(scope=message))
                if is_page:
                    held = message
                    return
            elif held is not None:
                headers = MutableHeaders(scope=held)
                headers["Content-Security-Policy"] = page_policy(message["body"].decode())
                await send(held)
                held = None
            await send(message)

        await self.app(scope, receive, send_safely)
