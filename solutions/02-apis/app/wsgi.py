"""The same storefront as a WSGI application: `python -m app.wsgi`.

Source: PEP 3333, https://peps.python.org/pep-3333/
"""

from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import parse_qsl
from wsgiref.simple_server import make_server
from wsgiref.types import StartResponse, WSGIEnvironment

from app.api import answer, header_lines
from app.http.framing import body_length
from app.http.messages import Headers, HttpError, Request, Response

HOST, PORT = "127.0.0.1", 8001


def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer one HTTP request: call `start_response` once, then return the body in parts.

    The status goes to `start_response` as text, "200 OK", with the header lines as pairs of
    text. For HEAD there are no parts.
    """
    try:
        response = answer(to_request(environ))
    except HttpError as error:
        response = Response.error(error)
    status = HTTPStatus(response.status)
    start_response(f"{status.value} {status.phrase}", header_lines(response))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [response.body]


def to_request(environ: WSGIEnvironment) -> Request:
    """Return the request that a WSGI environment describes, its body read to the end.

    WSGI took its names from CGI (1993): `If-None-Match` is HTTP_IF_NONE_MATCH. PATH_INFO is
    decoded, and its octets stand there as if they were Latin-1, though they are UTF-8.

    Raises: HttpError 400 for a Content-Length that is no number, or a body that is shorter; 413
    for a length above MAX_BODY.
    """
    path = environ.get("PATH_INFO", "").encode("latin-1").decode(errors="replace")
    query = environ.get("QUERY_STRING", "")
    names = {name: name.removeprefix("HTTP_") for name in environ if name.startswith("HTTP_")}
    names |= {name: name for name in ("CONTENT_TYPE", "CONTENT_LENGTH") if environ.get(name)}
    length = body_length(Headers([("Content-Length", environ.get("CONTENT_LENGTH") or "0")]))
    body = environ["wsgi.input"].read(length)
    if len(body) < (length or 0):
        raise HttpError(400, "The body is shorter than it said.")
    return Request(
        method=environ["REQUEST_METHOD"],
        target=path + (f"?{query}" if query else ""),
        path=path,
        query=dict(parse_qsl(query, keep_blank_values=True)),
        headers=Headers((text.replace("_", "-"), environ[name]) for name, text in names.items()),
        body=body,
        version=environ.get("SERVER_PROTOCOL", "HTTP/1.1"),
        client=environ.get("REMOTE_ADDR", ""),
        scheme=environ["wsgi.url_scheme"],
    )


if __name__ == "__main__":
    with make_server(HOST, PORT, app) as server:
        print(f"The shop is open: http://{HOST}:{PORT}/", flush=True)
        server.serve_forever()
