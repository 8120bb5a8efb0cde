"""Asking whether something has changed, instead of sending it again."""

import hashlib

from app.http.messages import Headers, Request, Response

# RFC 9110, section 15.4.5: the fields of a 200 that a 304 repeats.
_KEPT = frozenset({"cache-control", "content-location", "date", "etag", "expires", "vary"})


def etag_of(body: bytes) -> str:
    """Return a name for exactly these octets, in double quotes.

    Equal bodies have equal names, after a restart and in another process too; others differ.
    Source: RFC 9110, section 8.8.3.
    """
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


def matches(if_none_match: str, etag: str) -> bool:
    """Tell whether an `If-None-Match` names this ETag: in a list, with `W/` before it, or by `*`.

    Source: RFC 9110, section 13.1.2 (and 8.8.3.2: the comparison is weak).
    """
    known = {item.strip().removeprefix("W/") for item in if_none_match.split(",")}
    return etag in known or "*" in known


def conditional(request: Request, response: Response) -> Response:
    """Make a good answer to GET or HEAD one that a client can keep; leave others as they are.

    A 200 gets an `ETag`, and `Cache-Control: no-cache` (keep it, but ask before you use it)
    unless it has a Cache-Control already. When the request's `If-None-Match` names that ETag, the
    answer is 304 instead: no body, and of the header fields those that say how to keep it.

    Source: RFC 9110, sections 13.1.2 and 15.4.5; RFC 9111, section 5.2.2.4.
    """
    if request.method not in {"GET", "HEAD"} or response.status != 200:
        return response
    etag = etag_of(response.body)
    fields = [*response.headers, ("ETag", etag)]
    if "cache-control" not in response.headers:
        fields.append(("Cache-Control", "no-cache"))
    if matches(request.headers.get("if-none-match"), etag):
        return Response(304, Headers((n, v) for n, v in fields if n.lower() in _KEPT))
    return Response(200, Headers(fields), response.body)
