import hashlib

from app.http.messages import Headers, Request, Response


def etag_of(body: bytes) -> str:
    return '"' + hashlib.blake2b(body, digest_size=12).hexdigest() + '"'


def conditional(request: Request, response: Response) -> Response:
    if response.status == 200 and request.method in ("GET", "HEAD"):
        etag = etag_of(response.body)
        response.headers.add("etag", etag)
        if not response.headers.get("cache-control"):
            response.headers.add("cache-control", "no-cache")
        if matches(request.headers.get("if-none-match", ""), etag):
            kept = [field for field in response.headers if field[0].lower() in _KEPT]
            return Response(304, Headers(kept), b"")
    return response
