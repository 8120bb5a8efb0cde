from datetime import datetime

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.farewell import successor_of
from app.core.problems import problem_response
from app.versions import VersionError, deprecation_headers, requested_version


class VersionMiddleware:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a request whose path has no version on to the version that it asks for.

        `raw_path` stays as it was sent: that is what belongs into a log.
        """
        root, path = split_path(scope)
        if scope["type"] != "http" or not path.startswith("/api/"):
            await self.app(scope, receive, send)
            return
        try:
            version = requested_version(path, Headers(scope=scope), {}, SUPPORTED)
        except VersionError as error:
            await problem_response(400, str(error))(scope, receive, send)
            return
        rest = path.removeprefix("/api")
        if f"{rest}/".startswith(tuple(f"/v{number}/" for number in SUPPORTED)):
            await self.app(scope, receive, send)
            return

        async def send_with_vary(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message)["Vary"] = API_VERSION
            await send(message)

        scope = {**scope, "path": f"{root}/api/v{version}{rest}"}
        await self.app(scope, receive, send_with_vary)
