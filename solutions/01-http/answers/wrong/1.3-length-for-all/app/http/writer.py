from http import HTTPStatus

from app.http.messages import Response


def format_response(response: Response, *, head_only: bool = False) -> bytes:
    fields = [f"{name}: {value}" for name, value in response.headers]
    for line in fields:
        if not _FIELD.fullmatch(line):
            raise ValueError(f"This is not a header field: {line!r}.")
    fields.append(f"Content-Length: {len(response.body)}")
    status_line = f"HTTP/1.1 {response.status} {HTTPStatus(response.status).phrase}"
    head = "\r\n".join([status_line, *fields, "", ""]).encode("latin-1")
    return head if head_only else head + response.body
