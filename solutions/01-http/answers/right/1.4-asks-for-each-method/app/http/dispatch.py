from collections.abc import Iterable

from app.domain.errors import InvalidValue
from app.http.messages import Headers, HttpError, Request, Response
from app.routing import Match, MethodNotAllowed, NotFound, Router


def allow(methods: Iterable[str]) -> str:
    names = list(dict.fromkeys(methods))
    for name, wanted in (("HEAD", "GET" in names), ("OPTIONS", True)):
        if wanted and name not in names:
            names.append(name)
    return ",".join(names)


def matches_of(router: Router, path: str) -> dict[str, Match]:
    found = {}
    for method in METHODS:
        try:
            found[method] = router.resolve(method, path)
        except (NotFound, MethodNotAllowed):
            continue
    return found


def dispatch(router: Router, request: Request) -> Response:
    if request.method not in METHODS:
        raise HttpError(501, "What is that?")
    found = matches_of(router, request.path)
    if request.method == "OPTIONS" and request.path == "*":
        found = dict.fromkeys(METHODS)
    if not found:
        raise HttpError(404, "Nothing here.")
    fields = Headers([("allow", allow(found))])
    if request.method == "OPTIONS":
        return Response(204, fields)
    name = {"HEAD": "GET"}.get(request.method, request.method)
    if name not in found:
        raise HttpError(405, "Not that way.", dict(fields))
    try:
        arguments = found[name].arguments()
    except InvalidValue:
        raise HttpError(422, "Not of that type.") from None
    return found[name].handler(request, **arguments)
