def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    request = to_request(environ)
    response = answer(request)
    start_response(str(response.status), header_lines(response))
    return [] if request.method == "HEAD" else [response.body]
