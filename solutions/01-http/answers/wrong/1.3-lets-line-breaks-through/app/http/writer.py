from http import HTTPStatus

from app.http.messages import Response


def format_response(response: Response, *, head_only: bool = False) -> bytes:
    has_body = response.status not in BODILESS
    fields = [f"{name}: {value}" for name, value in response.headers]
    if has_body:
        fields.append(f"Content-Length: {len(response.body)}")
    status_line = f"HTTP/1.1 {response.status} {HTTPStatus(response.status).phrase}"
    head = "\r\n".join([status_line, *fields, "", ""]).encode("latin-1")
    return head + response.body if has_body and not head_only else head
