"""A response as the octets that go to the client."""

import re
from http import HTTPStatus

from app.http.messages import Response

# RFC 9110, section 8.6: these have no body, and so no length of one.
BODILESS = frozenset({100, 101, 204, 304})
_FIELD = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+: [\t -~\x80-\xff]*")


def format_response(response: Response, *, head_only: bool = False) -> bytes:
    """Return a response as octets: status line, header fields, an empty line, the body.

    Each line ends with CRLF. Content-Length, the number of octets of the body, is added, except
    for the statuses in BODILESS, which never have a body. With `head_only`, for an answer to
    HEAD, the head is the same (Content-Length too) and the body is left out.

    Raises: ValueError for a field that would break the lines, such as a value with a line feed.
    Source: RFC 9112, sections 2.1, 4 and 6; RFC 9110, sections 8.6 and 9.3.2.
    """
    has_body = response.status not in BODILESS
    fields = [f"{name}: {value}" for name, value in response.headers]
    for line in fields:
        if not _FIELD.fullmatch(line):
            raise ValueError(f"This is not a header field: {line!r}.")
    if has_body:
        fields.append(f"Content-Length: {len(response.body)}")
    status_line = f"HTTP/1.1 {response.status} {HTTPStatus(response.status).phrase}"
    head = "\r\n".join([status_line, *fields, "", ""]).encode("latin-1")
    return head + response.body if has_body and not head_only else head
