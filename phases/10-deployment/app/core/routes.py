"""Which route took a request."""

from fastapi.routing import iter_route_contexts
from starlette.types import Scope


def path_in_application(scope: Scope) -> str:
    """Return the path of a request without the one below which a proxy serves the application."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def route_template(scope: Scope) -> str | None:
    """Return the path of the route that took a request, `/api/v1/products/{product_id}`.

    There are as many templates as routes, and as many paths as products. None: no route took it,
    or none has yet. RouteMiddleware has noted it.
    """
    template: str | None = scope["state"].get("route_template")
    return template


def find_template(scope: Scope) -> str | None:
    """Find out which route took a request, from the scope that the router has written into.

    `scope["route"]` knows the path in its own router only; the whole path belongs to the place
    where that router is included, and it may be included twice. An application that is mounted, as
    version 2 is, knows the paths below its own place only.
    """
    route = scope.get("route")
    if route is None:
        return None
    root: str = scope.get("root_path", "")
    place = root.removeprefix(scope.get("app_root_path", root))
    path = path_in_application(scope)
    for context in iter_route_contexts(scope["app"].routes):
        if context.original_route is route and context.path_regex.match(path):
            return f"{place}{context.path_format}"
    return None
