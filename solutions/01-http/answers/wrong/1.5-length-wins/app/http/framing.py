import re

from app.http.messages import Headers, HttpError


def body_length(headers: Headers) -> int | None:
    if "content-length" in headers:
        length = headers.get("content-length")
        if not re.fullmatch("[0-9]{1,18}", length):
            raise HttpError(400, "Content-Length is not one number.")
        if int(length) > MAX_BODY:
            raise HttpError(413, "Too large.")
        return int(length)
    if "transfer-encoding" in headers:
        if headers.get("transfer-encoding").lower() != "chunked":
            raise HttpError(501, "This server knows chunked only.")
        return None
    raise HttpError(411, "Say how long the body is.")
