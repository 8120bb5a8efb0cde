def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    try:
        response = answer(to_request(environ))
    except HttpError as error:
        response = Response.error(error)
    status = HTTPStatus(response.status)
    start_response(f"{status.value} {status.phrase}", header_lines(response))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else response.body.decode()
