from app.http.messages import Request


def read_form(request: Request) -> dict[str, str | Upload]:
    media_type, options = parse_options(request.headers.get("content-type"))
    if media_type == "multipart/form-data":
        return parse_multipart(request.body, options.get("boundary", ""))
    return dict(parse_urlencoded(request.body))
