_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")


def choose_request_id(wish: str | None) -> str:
    if not wish or len(wish) > 64 or not _WORD.issuperset(wish):
        return str(uuid4())
    return wish


class RequestIdMiddleware:
    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        sent = dict(scope["headers"]).get(b"x-request-id", b"")
        chosen = choose_request_id(sent.decode("latin-1"))
        token = current_request_id.set(chosen)

        async def wrapped(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = message | {
                    "headers": [*message["headers"], (b"x-request-id", chosen.encode())]
                }
            await send(message)

        state = scope.get("state", {}) | {"request_id": chosen}
        try:
            await self.app({**scope, "state": state}, receive, wrapped)
        finally:
            current_request_id.reset(token)
