from app.http.messages import HttpError


def parse_request_line(line: bytes) -> RequestLine:
    parts = line.split()
    if len(parts) != 3:
        raise HttpError(400, "The request line has not three parts.")
    method, target, version = parts
    if not (_TOKEN.fullmatch(method) and _TARGET.fullmatch(target) and _VERSION.fullmatch(version)):
        raise HttpError(400, "The request line is not `method target version`.")
    if version not in {b"HTTP/1.0", b"HTTP/1.1"}:
        raise HttpError(505, "This server speaks HTTP/1.1.")
    return RequestLine(method.decode(), target.decode(), version.decode())
