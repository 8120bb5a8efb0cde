class RequestIdMiddleware:
    """Gives each request an id: the client's own, or a new UUID.

    It is kept in `request.state.request_id`, and each answer repeats it in `X-Request-ID`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Note the id on the way in, and write it into the answer on the way out."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        self.request_id = request_id = choose_request_id(Headers(scope=scope).get(REQUEST_ID))
        scope.setdefault("state", {})["request_id"] = request_id
        current_request_id.set(request_id)

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)[REQUEST_ID] = self.request_id
            await send(message)

        await self.app(scope, receive, send_with_id)
