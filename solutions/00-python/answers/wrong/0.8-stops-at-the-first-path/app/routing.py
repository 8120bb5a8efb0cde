class Router:
    def resolve(self, method: str, path: str) -> Match:
        """Return the function for a request.

        Raises: NotFound when no route has this path; MethodNotAllowed when one has, but not with
        this method (RFC 9110, section 15.5.6).
        """
        for route in self.routes:
            params = route.match(path)
            if params is None:
                continue
            if route.method == method:
                return Match(route.handler, params)
            raise MethodNotAllowed(frozenset({route.method}))
        raise NotFound(path)
