"""From a request to the function that answers it."""

from collections.abc import Iterable

from app.domain.errors import InvalidValue
from app.http.messages import Headers, HttpError, Request, Response
from app.routing import MethodNotAllowed, NotFound, Router

# The methods of RFC 9110 that an API needs, and PATCH of RFC 5789.
METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})


def allow(methods: Iterable[str]) -> str:
    """Return the value of `Allow`: where GET is, HEAD is too, and OPTIONS is everywhere."""
    allowed = {*methods, "OPTIONS"}
    if "GET" in allowed:
        allowed.add("HEAD")
    return ", ".join(sorted(allowed))


def dispatch(router: Router, request: Request) -> Response:
    """Call the handler of a request, as `handler(request, **path_parameters)`.

    HEAD is answered by the handler of GET: the body is left out where the response is written.
    OPTIONS is answered here, with 204 and `Allow`; no handler is called.

    Raises: HttpError 501 for a method that is not in METHODS; 404 when no route has the path; 405
    with `Allow` when one has, but not with this method; 422 for a path parameter of the wrong type.
    Source: RFC 9110, sections 9.3.2, 9.3.7, 15.5.5, 15.5.6, 15.6.2.
    """
    if request.method not in METHODS:
        raise HttpError(501, f"{request.method} is no method of this server.")
    if request.path == "*" and request.method == "OPTIONS":
        return Response(204, Headers([("Allow", allow(METHODS))]))
    method = "GET" if request.method == "HEAD" else request.method
    try:
        match = router.resolve(method, request.path)
        arguments = match.arguments()
    except NotFound:
        raise HttpError(404, "There is nothing at this path.") from None
    except MethodNotAllowed as error:
        allowed = {"Allow": allow(error.allowed)}
        if method == "OPTIONS":
            return Response(204, Headers(allowed.items()))
        raise HttpError(405, f"{method} is not allowed here.", allowed) from None
    except InvalidValue as error:
        raise HttpError(422, str(error)) from None
    response: Response = match.handler(request, **arguments)
    return response
