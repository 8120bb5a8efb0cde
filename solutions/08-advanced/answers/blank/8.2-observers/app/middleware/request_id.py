class RequestIdMiddleware:
    """Gives each request an id: the client's own, or a new UUID.

    It is kept in `request.state.request_id`, and each answer repeats it in `X-Request-ID`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note the id on the way in, and write it into the answer on the way out."""
        # exercise 8.2: so far everything passes as it is.
        await self.app(scope, receive, send)
