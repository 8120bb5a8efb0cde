def unauthenticated(detail: str, error: str | None = None) -> HTTPException:
    """Make the answer 401."""
    challenge = 'Bearer realm="shop"' + (f', error="{error}"' if error else "")
    return HTTPException(
        status.HTTP_401_UNAUTHORIZED, "Who are you?", headers={"WWW-Authenticate": challenge}
    )


def forbidden(detail: str, scopes: Iterable[str] = ()) -> HTTPException:
    """Make the answer 403."""
    return HTTPException(status.HTTP_403_FORBIDDEN, "You may not do this.")
