def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    try:
        request = to_request(environ)
    except HttpError as error:
        response = Response.error(error)
    else:
        response = answer(request)
    phrase = HTTPStatus(response.status).phrase
    start_response(f"{response.status} {phrase}", header_lines(response))
    if environ["REQUEST_METHOD"] != "HEAD":
        yield response.body
