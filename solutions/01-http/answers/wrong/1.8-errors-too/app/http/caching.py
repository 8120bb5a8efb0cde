from app.http.messages import Headers, Request, Response


def conditional(request: Request, response: Response) -> Response:
    etag = etag_of(response.body)
    fields = [*response.headers, ("ETag", etag)]
    if "cache-control" not in response.headers:
        fields.append(("Cache-Control", "no-cache"))
    if matches(request.headers.get("if-none-match"), etag):
        return Response(304, Headers((n, v) for n, v in fields if n.lower() in _KEPT))
    return Response(response.status, Headers(fields), response.body)
