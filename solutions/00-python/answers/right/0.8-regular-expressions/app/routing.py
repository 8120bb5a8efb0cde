import inspect
import re


class Match:
    def arguments(self) -> dict[str, Any]:
        """Convert by the parameters of the signature."""
        parameters = inspect.signature(self.handler, eval_str=True).parameters
        converted: dict[str, Any] = dict(self.params)
        for name in converted:
            wanted = parameters[name].annotation
            if wanted is not inspect.Parameter.empty:
                try:
                    converted[name] = wanted(self.params[name])
                except ValueError:
                    raise InvalidValue(name) from None
        return converted


class Route:
    def match(self, path: str) -> dict[str, str] | None:
        """Compare by a regular expression made of the path's parts."""
        parts = re.split(r"{(\w+)}", self.path)
        pattern = "".join(
            f"(?P<{part}>[^/]+)" if index % 2 else re.escape(part)
            for index, part in enumerate(parts)
        )
        found = re.fullmatch(pattern, path)
        return found.groupdict() if found else None


class Router:
    def resolve(self, method: str, path: str) -> Match:
        """Collect what has the path, then choose."""
        known = [(route, params) for route in self.routes if (params := route.match(path)) is not None]
        for route, params in known:
            if route.method == method:
                return Match(route.handler, params)
        if known:
            raise MethodNotAllowed(frozenset(route.method for route, _ in known))
        raise NotFound(path)
