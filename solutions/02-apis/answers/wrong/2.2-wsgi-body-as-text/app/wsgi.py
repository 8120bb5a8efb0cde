def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    request = to_request(environ)
    response = answer(request)
    status = HTTPStatus(response.status)
    start_response(f"{status.value} {status.phrase}", header_lines(response))
    return [] if request.method == "HEAD" else response.body.decode()
