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
    raise NotImplementedError("exercise 1.3")
