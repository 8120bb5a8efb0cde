from collections.abc import Iterable

from app.http.messages import Headers, HttpError


def parse_headers(lines: Iterable[bytes]) -> Headers:
    headers = Headers()
    for line in lines:
        name, colon, value = line.partition(b":")
        value = value.strip()
        if not (colon and _TOKEN.fullmatch(name) and _VALUE.fullmatch(value)):
            raise HttpError(400, "A header line is not `Name: value`.")
        headers.add(name.decode(), value.decode("latin-1"))
    return headers
