"""HTTP Basic authentication (RFC 7617) for a whole area, as middleware."""

import base64
import secrets
from collections.abc import Sequence

from starlette import types
from starlette.datastructures import Headers

from app.core.problems import problem_response


class BasicAuthMiddleware:
    """Asks for a name and a password before anything below some paths.

    A dependency protects path operations. Mounted applications, such as the folders of the
    documentation's scripts, have none; middleware stands before all of them.
    """

    def __init__(
        self, app: types.ASGIApp, paths: Sequence[str], username: str, password: str
    ) -> None:
        self._app = app
        self._paths = tuple(paths)
        self._expected = f"{username}:{password}".encode()

    async def __call__(self, scope: types.Scope, receive: types.Receive, send: types.Send) -> None:
        """Pass a request on, or answer 401 so that a browser asks its person."""
        if scope["type"] == "http" and self._guards(scope) and not self._is_known(scope):
            refusal = problem_response(
                401,
                "The documentation asks for a name and a password.",
                {"WWW-Authenticate": 'Basic realm="Documentation", charset="UTF-8"'},
            )
            await refusal(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _guards(self, scope: types.Scope) -> bool:
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        return any(path == each or path.startswith(f"{each}/") for each in self._paths)

    def _is_known(self, scope: types.Scope) -> bool:
        scheme, _, credentials = Headers(scope=scope).get("authorization", "").partition(" ")
        if scheme.lower() != "basic":
            return False
        try:
            sent = base64.b64decode(credentials, validate=True)
        except ValueError:  # no base64 (binascii.Error), or not even ASCII
            return False
        return secrets.compare_digest(sent, self._expected)
