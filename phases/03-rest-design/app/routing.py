"""Which function answers which request: what is behind `@app.get("/products")`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, get_type_hints

from app.domain.errors import InvalidValue

Handler = TypeVar("Handler", bound=Callable[..., Any])


class NotFound(Exception):  # noqa: N818 - named as the HTTP status that it becomes
    """No route has this path."""


class MethodNotAllowed(Exception):  # noqa: N818 - as above
    """The path exists, but not with this method; `allowed` are those that it has."""

    def __init__(self, allowed: frozenset[str]) -> None:
        super().__init__(allowed)
        self.allowed = allowed


@dataclass(frozen=True, slots=True)
class Match:
    """The function that answers, and the path parameters as they stood in the path."""

    handler: Callable[..., Any]
    params: dict[str, str]

    def arguments(self) -> dict[str, Any]:
        """Return the parameters as the handler's annotations ask for them; without one, as text.

        An annotation is used as a function of the text, so int, float, str and UUID will do.

        Raises: InvalidValue when a text is not of that type.
        """
        hints = get_type_hints(self.handler)
        arguments = {}
        for name, text in self.params.items():
            convert = hints.get(name, str)
            try:
                arguments[name] = convert(text)
            except ValueError as error:
                raise InvalidValue(f"{name} is {text!r}, not {convert.__name__}.") from error
        return arguments


@dataclass(frozen=True, slots=True)
class Route:
    """One line of the registry. A `{name}` in the path stands for one part between slashes."""

    method: str
    path: str
    handler: Callable[..., Any]

    def match(self, path: str) -> dict[str, str] | None:
        """Return the path parameters, or None when the path is another one."""
        wanted, given = self.path.split("/"), path.split("/")
        if len(wanted) != len(given):
            return None
        params = {}
        for pattern, part in zip(wanted, given, strict=True):
            if pattern.startswith("{") and part:
                params[pattern[1:-1]] = part
            elif pattern != part:
                return None
        return params


class Router:
    """The registry: routes in the order in which they were registered; the first match wins."""

    def __init__(self) -> None:
        self.routes: list[Route] = []

    def route(self, method: str, path: str) -> Callable[[Handler], Handler]:
        """Return a decorator that registers a function and hands it back unchanged."""

        def register(handler: Handler) -> Handler:
            self.routes.append(Route(method, path, handler))
            return handler

        return register

    def resolve(self, method: str, path: str) -> Match:
        """Return the function for a request.

        Raises: NotFound when no route has this path; MethodNotAllowed when one has, but not with
        this method (RFC 9110, section 15.5.6).
        """
        allowed = set()
        for route in self.routes:
            params = route.match(path)
            if params is None:
                continue
            if route.method == method:
                return Match(route.handler, params)
            allowed.add(route.method)
        if allowed:
            raise MethodNotAllowed(frozenset(allowed))
        raise NotFound(path)
