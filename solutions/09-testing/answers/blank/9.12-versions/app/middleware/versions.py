from starlette.types import Receive, Scope, Send


class VersionMiddleware:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send a request whose path has no version on to the version that it asks for.

        `raw_path` stays as it was sent: that is what belongs into a log.
        """
        await self.app(scope, receive, send)  # exercise 9.12: every request passes as it is


class FarewellMiddleware:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to the answer; a `Link` to the next page stays beside ours."""
        await self.app(scope, receive, send)  # exercise 9.12: nobody is told anything
