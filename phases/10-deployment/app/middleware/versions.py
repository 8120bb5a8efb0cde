"""Versions in front of the application: which one is asked for, and which one says farewell."""

from datetime import datetime

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.farewell import successor_of
from app.core.problems import problem_response
from app.versions import VersionError, deprecation_headers, requested_version

API_VERSION = "Api-Version"
SUPPORTED = (1, 2)


class VersionMiddleware:
    """Lets a client name the version in the header Api-Version in place of the path.

    `/api/products` with `Api-Version: 2` is `/api/v2/products`; without the header it is
    `/api/v1/products`. A version that does not exist, or another one than the path's, is answered
    with 400.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

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
                MutableHeaders(scope=message).add_vary_header(API_VERSION)
            await send(message)

        scope = {**scope, "path": f"{root}/api/v{version}{rest}"}
        await self.app(scope, receive, send_with_vary)


class FarewellMiddleware:
    """Tells clients of what has a successor since when it is deprecated, and when it ends.

    Each answer but those of the gates says so, the refusals too: a client that is only ever refused
    must learn it as well.
    """

    def __init__(self, app: ASGIApp, deprecated: datetime, sunset: datetime) -> None:
        self.app = app
        self.deprecated = deprecated
        self.sunset = sunset

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to the answer; a `Link` to the next page stays beside ours."""
        root, path = split_path(scope)
        successor = successor_of(path) if scope["type"] == "http" else None
        if successor is None:
            await self.app(scope, receive, send)
            return
        farewell = deprecation_headers(self.deprecated, self.sunset, f"{root}{successor}")

        async def send_with_farewell(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in farewell.items():
                    headers.append(name, value)
            await send(message)

        await self.app(scope, receive, send_with_farewell)


def split_path(scope: Scope) -> tuple[str, str]:
    """Return what a proxy put before the application's paths, and the path itself."""
    root = scope.get("root_path", "")
    return root, scope.get("path", "").removeprefix(root)
