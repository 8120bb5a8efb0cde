def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    response = answer(to_request(environ))
    phrase = HTTPStatus(response.status).phrase
    start_response(f"{response.status} {phrase}", header_lines(response))
    if environ["REQUEST_METHOD"] != "HEAD":
        yield response.body
