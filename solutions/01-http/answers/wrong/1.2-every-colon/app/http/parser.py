from collections.abc import Iterable

from app.http.messages import Headers, HttpError


def parse_headers(lines: Iterable[bytes]) -> Headers:
    headers = Headers()
    for line in lines:
        parts = line.split(b":")
        if len(parts) < 2 or not _TOKEN.fullmatch(parts[0]) or not _VALUE.fullmatch(parts[1]):
            raise HttpError(400, "A header line is not `Name: value`.")
        headers.add(parts[0].decode(), parts[1].strip(b" \t").decode("latin-1"))
    return headers
