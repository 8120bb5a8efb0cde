from app.http.messages import Headers, HttpError


def body_length(headers: Headers) -> int | None:
    if "transfer-encoding" in headers:
        if "content-length" in headers:
            raise HttpError(400, "Content-Length and Transfer-Encoding exclude each other.")
        if headers.get("transfer-encoding").lower() != "chunked":
            raise HttpError(501, "This server knows chunked only.")
        return None
    if "content-length" not in headers:
        raise HttpError(411, "Say how long the body is.")
    length = headers.get("content-length")
    if not length.isdigit():
        raise HttpError(400, "Content-Length is not a number.")
    if int(length) > MAX_BODY:
        raise HttpError(413, "Too large.")
    return int(length)
