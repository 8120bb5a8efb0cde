from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import Response


class SecurityHeadersMiddleware(BaseHTTPMiddleware):
    """Adds the headers to every answer, refusals too; one that is there already stays."""

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        """Write the headers into the answer on its way out."""
        response = await call_next(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response
