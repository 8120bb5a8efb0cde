class VersionMiddleware:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a request whose path has no version on to the version that it asks for."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        root, path = split_path(scope)
        try:
            version = requested_version(path, Headers(scope=scope), {}, SUPPORTED)
        except VersionError as error:
            await problem_response(400, str(error))(scope, receive, send)
            return
        if not path.startswith("/api/") or f"{path}/".startswith(("/api/v1/", "/api/v2/")):
            await self.app(scope, receive, send)
            return

        async def send_with_vary(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).add_vary_header(API_VERSION)
            await send(message)

        scope = {**scope, "path": f"{root}/api/v{version}{path.removeprefix('/api')}"}
        await self.app(scope, receive, send_with_vary)
