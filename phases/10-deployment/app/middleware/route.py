"""Notes which route took a request, for those further out."""

from starlette.types import ASGIApp, Receive, Scope, Send

from app.core.routes import find_template


class RouteMiddleware:
    """Keeps the template of the route in `request.state.route_template`, as the innermost of all.

    The router writes into the scope that it is handed. Middleware further out may hold another one:
    VersionMiddleware passes on a copy with another path. The state is the same for all of them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the router do its work, and see what it has written."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        try:
            await self.app(scope, receive, send)
        finally:
            scope["state"]["route_template"] = find_template(scope)
