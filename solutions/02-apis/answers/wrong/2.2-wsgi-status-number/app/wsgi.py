def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    try:
        response = answer(to_request(environ))
    except HttpError as error:
        response = Response.error(error)
    start_response(str(response.status), header_lines(response))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [response.body]
