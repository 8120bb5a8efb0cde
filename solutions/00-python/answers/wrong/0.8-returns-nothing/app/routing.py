class Router:
    def route(self, method: str, path: str) -> Callable[[Handler], Handler]:
        """Return a decorator that registers a function and hands it back unchanged."""

        def register(handler: Handler) -> Handler:
            self.routes.append(Route(method, path, handler))

        return register
