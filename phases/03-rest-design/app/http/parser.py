"""The head of a request: its first line and its header fields, from octets to words.

The sender of these octets may be careless or hostile. Whatever the grammar does not allow is
refused, never guessed at: two programs that guess differently about one message can be played off
against each other (request smuggling, RFC 9112, section 11.2).
"""

import re
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from app.http.messages import Headers, HttpError

MAX_PARAMETERS = 100

# RFC 9110, section 5.6.2: the characters of a method and of a field's name.
_TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_TARGET = re.compile(rb"[!-~]+")
_VERSION = re.compile(rb"HTTP/[0-9]\.[0-9]")
# RFC 9110, section 5.5: all but control characters; a tab is allowed.
_VALUE = re.compile(rb"[\t -~\x80-\xff]*")


class RequestLine(NamedTuple):
    """The first line of a request, such as `GET /health HTTP/1.1`."""

    method: str
    target: str
    version: str


def parse_request_line(line: bytes) -> RequestLine:
    """Take the first line of a request apart. `line` comes without the CRLF at its end.

    It has three parts with one space between them: a method (a token; capital and small letters
    differ), a target (visible ASCII characters), a version.

    Raises: HttpError 400 for any other form; 505 for a version other than HTTP/1.0 and HTTP/1.1.
    Source: RFC 9112, section 3; RFC 9110, section 15.6.6.
    """
    method, _, rest = line.partition(b" ")
    target, _, version = rest.partition(b" ")
    if not (_TOKEN.fullmatch(method) and _TARGET.fullmatch(target) and _VERSION.fullmatch(version)):
        raise HttpError(400, "The request line is not `method target version`.")
    if version not in {b"HTTP/1.0", b"HTTP/1.1"}:
        raise HttpError(505, "This server speaks HTTP/1.1.")
    return RequestLine(method.decode(), target.decode(), version.decode())


def split_target(target: str) -> tuple[str, dict[str, str]]:
    """Return path and query parameters of a target, decoded: `/a%20b?q=x+y` is /a b and x y.

    A target is a path with a query, the same after `http://host` or `https://host` (as proxies are
    asked), or `*`. A path may begin with two slashes: `//health` names no host. In a query, `+` is
    a space; a parameter may be empty; of a repeated one the last counts.

    Raises: HttpError 400 for another form, for more than MAX_PARAMETERS, and for octets that are
    not UTF-8.
    Source: RFC 9112, section 3.2; WHATWG URL, section 5.1.
    """
    try:
        if target.startswith(("http://", "https://")):
            _, _, path, query, _ = urlsplit(target)
        elif target.startswith("/"):
            path, _, query = target.partition("?")
        elif target == "*":
            path, query = target, ""
        else:
            raise HttpError(400, "The target is not a path.")
        parameters = parse_qsl(
            query, keep_blank_values=True, errors="strict", max_num_fields=MAX_PARAMETERS
        )
        return unquote(path, errors="strict") or "/", dict(parameters)
    except ValueError as error:  # UnicodeDecodeError is one
        raise HttpError(400, "The target cannot be decoded.") from error


def parse_headers(lines: Iterable[bytes]) -> Headers:
    """Read header fields, one a line: `Host: localhost:8000`. Lines come without their CRLF.

    The name is a token and reaches to the first colon, with no space before it. Spaces and tabs
    around the value are not part of it; it may be empty. Repeated fields all stay, in order.
    Octets above ASCII are taken as ISO-8859-1, which gives every octet a character.

    Raises: HttpError 400 for any other line, among them a folded one, which begins with a space.
    Source: RFC 9112, section 5; RFC 9110, section 5.
    """
    headers = Headers()
    for line in lines:
        name, colon, value = line.partition(b":")
        if not (colon and _TOKEN.fullmatch(name) and _VALUE.fullmatch(value)):
            raise HttpError(400, "A header line is not `Name: value`.")
        headers.add(name.decode(), value.strip(b" \t").decode("latin-1"))
    return headers
