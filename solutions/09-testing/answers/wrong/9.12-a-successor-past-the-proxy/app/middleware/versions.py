from datetime import datetime

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.core.farewell import successor_of
from app.core.problems import problem_response
from app.versions import VersionError, deprecation_headers, requested_version


class FarewellMiddleware:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to the answer; a `Link` to the next page stays beside ours."""
        _, path = split_path(scope)
        successor = successor_of(path) if scope["type"] == "http" else None
        if successor is None:
            await self.app(scope, receive, send)
            return
        farewell = deprecation_headers(self.deprecated, self.sunset, successor)

        async def send_with_farewell(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in farewell.items():
                    headers.append(name, value)
            await send(message)

        await self.app(scope, receive, send_with_farewell)
