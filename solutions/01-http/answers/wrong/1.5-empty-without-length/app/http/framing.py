import re

from app.http.messages import Headers, HttpError


def body_length(headers: Headers) -> int | None:
    if "transfer-encoding" in headers:
        if "content-length" in headers:
            raise HttpError(400, "Content-Length and Transfer-Encoding exclude each other.")
        if headers.get("transfer-encoding").lower() != "chunked":
            raise HttpError(501, "This server knows chunked only.")
        return None
    length = headers.get("content-length", "0")
    if not re.fullmatch("[0-9]{1,18}", length):
        raise HttpError(400, "Content-Length is not one number.")
    if int(length) > MAX_BODY:
        raise HttpError(413, "Too large.")
    return int(length)
