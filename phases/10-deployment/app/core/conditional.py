"""Conditional requests: an answer that the client has already is not sent again (RFC 9110, 13)."""

import hashlib
import re
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from fastapi import Request, Response, status
from fastapi.routing import APIRoute

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
_TAGS = re.compile(r'(?:W/)?"[\x21\x23-\x7e\x80-\xff]*"')
_OF_A_304 = ("cache-control", "content-location", "etag", "expires", "link", "vary")

_fresh_for: dict[Callable[..., Any], int] = {}  # endpoint -> seconds


def fresh_for(seconds: int) -> Callable[[Endpoint], Endpoint]:
    """Mark a path operation: for so long its answer may be used again without asking.

    A decorator that leaves the function as it is: FastAPI reads signatures, and a wrapper would
    show it another one. `ConditionalRoute` reads the mark. Write it below the route's decorator.
    """

    def mark(endpoint: Endpoint) -> Endpoint:
        _fresh_for[endpoint] = seconds
        return endpoint

    return mark


class ConditionalRoute(APIRoute):
    """Gives each answer of a GET an entity tag, and answers 304 to whoever has it already.

    A route class is a middleware for some routes only: `APIRouter(route_class=ConditionalRoute)`.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Wrap the function that FastAPI has made of the path operation."""
        answer = super().get_route_handler()
        seconds = _fresh_for.get(self.endpoint)
        cache_control = "no-cache" if seconds is None else f"max-age={seconds}"

        async def answer_conditionally(request: Request) -> Response:
            response = await answer(request)
            body = getattr(response, "body", None)  # a stream and a file have none
            if request.method != "GET" or response.status_code != 200 or body is None:
                return response
            response.headers.setdefault("Cache-Control", cache_control)
            response.headers.setdefault("ETag", weak_tag(bytes(body)))
            if is_known(response.headers["ETag"], request.headers.get("If-None-Match")):
                return not_modified(response)
            return response

        return answer_conditionally


def weak_tag(body: bytes) -> str:
    """Return a tag that is the same for the same body, and another one for any other.

    Weak (`W/`): compressed and uncompressed the answer has different bytes and this same tag.
    """
    return f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'


def strong_tag(body: bytes) -> str:
    """Return a tag that may stand in If-Match: the same tag means the same bytes."""
    return weak_tag(body).removeprefix("W/")


def is_known(tag: str, if_none_match: str | None) -> bool:
    """Tell whether the client names this tag among those that it has.

    Compared weakly: `W/"a"` and `"a"` are the same here (RFC 9110, section 13.1.2).
    """
    if if_none_match is None:
        return False
    known = {each.removeprefix("W/") for each in _TAGS.findall(if_none_match)}
    return if_none_match.strip() == "*" or tag.removeprefix("W/") in known


def is_as_read(tag: str, if_match: str) -> bool:
    """Tell whether the client has read what has this tag now, or says that it does not care (`*`).

    Compared strongly: a weak tag never fits (RFC 9110, section 13.1.1).
    """
    return if_match.strip() == "*" or tag in _TAGS.findall(if_match)


def not_modified(response: Response) -> Response:
    """Return the answer 304 in place of this one, with its tag and without its body."""
    headers = {name: value for name, value in response.headers.items() if name in _OF_A_304}
    return Response(
        status_code=status.HTTP_304_NOT_MODIFIED, headers=headers, background=response.background
    )
