"""Which route took a request."""

from collections import defaultdict
from typing import Any

from fastapi.routing import RouteContext, iter_route_contexts
from starlette.routing import get_route_path
from starlette.types import Scope


def route_template(scope: Scope) -> str | None:
    """Return the path of the route that took a request, `/api/v1/products/{product_id}`.

    There are as many templates as routes, and as many paths as products. None: no route took it.

    `scope["route"]` knows the path in its own router only; the whole path belongs to the place
    where that router is included, and it may be included twice, as for two versions.
    """
    route = scope.get("route")
    if route is None:
        return None
    path = get_route_path(scope)
    for context in _contexts(scope["app"]).get(id(route), ()):
        if context.path_regex.match(path):
            return context.path_format
    return getattr(route, "path", None)


def _contexts(app: Any) -> dict[int, list[RouteContext]]:  # noqa: ANN401 - its state is untyped
    """Return where each route is included; worked out once for an application."""
    found: dict[int, list[RouteContext]] | None = getattr(app.state, "route_contexts", None)
    if found is None:
        found = defaultdict(list)
        for context in iter_route_contexts(app.routes):
            if getattr(context, "path_regex", None) is not None:
                found[id(context.original_route)].append(context)
        app.state.route_contexts = found
    return found
