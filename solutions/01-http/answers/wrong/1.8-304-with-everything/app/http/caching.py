from app.http.messages import Headers, Request, Response


def conditional(request: Request, response: Response) -> Response:
    if request.method not in {"GET", "HEAD"} or response.status != 200:
        return response
    etag = etag_of(response.body)
    fields = [*response.headers, ("ETag", etag)]
    if "cache-control" not in response.headers:
        fields.append(("Cache-Control", "no-cache"))
    if matches(request.headers.get("if-none-match"), etag):
        return Response(304, Headers(fields))
    return Response(200, Headers(fields), response.body)
