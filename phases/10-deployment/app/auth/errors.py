"""The two ways to refuse: 401, who are you? and 403, not you (RFC 9110, 15.5.2 and 15.5.4)."""

from collections.abc import Iterable

from fastapi import HTTPException, status


class InvalidCredentials(Exception):  # noqa: N818 - it says what it is
    """A proof of who somebody is that proves nothing: wrong, too old, used up or revoked."""


def unauthenticated(detail: str, error: str | None = None) -> HTTPException:
    """Make the answer 401. `error` is a code of RFC 6750, section 3.1, for a token that is bad."""
    challenge = "Bearer" if error is None else f'Bearer error="{error}"'
    return HTTPException(
        status.HTTP_401_UNAUTHORIZED, detail, headers={"WWW-Authenticate": challenge}
    )


def forbidden(detail: str, scopes: Iterable[str] = ()) -> HTTPException:
    """Make the answer 403. `scopes` are those that a token would need for it."""
    needed = " ".join(scopes)
    challenge = f'Bearer error="insufficient_scope", scope="{needed}"'
    headers = {"WWW-Authenticate": challenge} if needed else None
    return HTTPException(status.HTTP_403_FORBIDDEN, detail, headers=headers)
