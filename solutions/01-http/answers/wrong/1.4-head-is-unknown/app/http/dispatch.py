from app.domain.errors import InvalidValue
from app.http.messages import Headers, HttpError, Request, Response
from app.routing import MethodNotAllowed, NotFound, Router


def dispatch(router: Router, request: Request) -> Response:
    if request.method not in METHODS:
        raise HttpError(501, f"{request.method} is no method of this server.")
    if request.path == "*" and request.method == "OPTIONS":
        return Response(204, Headers([("Allow", allow(METHODS))]))
    try:
        match = router.resolve(request.method, request.path)
        arguments = match.arguments()
    except NotFound:
        raise HttpError(404, "There is nothing at this path.") from None
    except MethodNotAllowed as error:
        allowed = {"Allow": allow(error.allowed)}
        if request.method == "OPTIONS":
            return Response(204, Headers(allowed.items()))
        raise HttpError(405, "Method not allowed.", allowed) from None
    except InvalidValue as error:
        raise HttpError(422, str(error)) from None
    return match.handler(request, **arguments)
