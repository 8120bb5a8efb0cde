from app.http.messages import Request, Response


def conditional(request: Request, response: Response) -> Response:
    """Make a good answer to GET or HEAD one that a client can keep; leave others as they are.

    A 200 gets an `ETag`, and `Cache-Control: no-cache` (keep it, but ask before you use it)
    unless it has a Cache-Control already. When the request's `If-None-Match` names that ETag, the
    answer is 304 instead: no body, and of the header fields those that say how to keep it.

    Source: RFC 9110, sections 13.1.2 and 15.4.5; RFC 9111, section 5.2.2.4.
    """
    # Exercise 1.8: for now no answer is kept.
    return response
