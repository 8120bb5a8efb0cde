from app.domain.errors import InvalidValue
from app.http.messages import Headers, HttpError, Request, Response
from app.routing import MethodNotAllowed, NotFound, Router


def dispatch(router: Router, request: Request) -> Response:
    if request.method not in METHODS:
        raise HttpError(501, f"{request.method} is no method of this server.")
    if request.path == "*" and request.method == "OPTIONS":
        return Response(204, Headers([("Allow", allow(METHODS))]))
    method = "GET" if request.method == "HEAD" else request.method
    try:
        match = router.resolve(method, request.path)
        arguments = match.arguments()
    except MethodNotAllowed as error:
        if method == "OPTIONS":
            return Response(204, Headers([("Allow", allow(error.allowed))]))
        raise HttpError(404, "There is nothing at this path.") from None
    except NotFound:
        raise HttpError(404, "There is nothing at this path.") from None
    except InvalidValue as error:
        raise HttpError(422, str(error)) from None
    return match.handler(request, **arguments)
