"""Cookies: a note that the server hands out and the client shows again with later requests."""

import re

# RFC 6265, section 4.1.1: a name is a token; a value has no space, quote, comma, semicolon or \.
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[!#-+\--:<-\[\]-~]*")
_PATH = re.compile(r"/[!-:<-~]*")


def parse_cookies(header: str) -> dict[str, str]:
    """Return the cookies of a `Cookie` header by name: `theme=dark; seen=1`.

    A value may hold `=`, and one in double quotes is taken without them. What is not `name=value`
    is ignored: other programs on the same host may have set it. Of a repeated name the first
    counts, which is the one with the most specific path.

    Source: RFC 6265, sections 4.2 and 5.4.
    """
    cookies: dict[str, str] = {}
    for pair in header.split(";"):
        name, equals, value = pair.strip().partition("=")
        if equals and name:
            cookies.setdefault(name, value.removeprefix('"').removesuffix('"'))
    return cookies


def format_cookie(name: str, value: str, *, path: str, max_age: int, secure: bool = False) -> str:
    """Return the value of a `Set-Cookie` header.

    The cookie is sent back for `path` and what lies below it, during `max_age` seconds. HttpOnly
    keeps it from scripts in the page, SameSite=Lax from requests that other sites cause, Secure
    (with `secure`) from connections without TLS.

    Raises: ValueError when name, value or path has a character that would end it.
    Source: RFC 6265, section 4.1; for SameSite its revision, draft-ietf-httpbis-rfc6265bis.
    """
    if not (_NAME.fullmatch(name) and _VALUE.fullmatch(value) and _PATH.fullmatch(path)):
        raise ValueError(f"This is not a cookie: {name!r}, {value!r}, {path!r}.")
    cookie = f"{name}={value}; Path={path}; Max-Age={max_age}; HttpOnly; SameSite=Lax"
    return f"{cookie}; Secure" if secure else cookie
