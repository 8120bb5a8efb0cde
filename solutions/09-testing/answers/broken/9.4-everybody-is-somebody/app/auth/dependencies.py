from app.auth.permissions import PERMISSIONS_OF
from app.db.tables import UserRow


def identify(  # noqa: PLR0913, PLR0917 - three ways to say who one is, and what looks at them
    request: Request,
    token: Annotated[str | None, Depends(access_token)],
    key: Annotated[str | None, Depends(api_key)],
    cookie: Annotated[str | None, Depends(session_cookie)],
    logins: Annotated[Logins, Depends()],
    keys: Annotated[ApiKeys, Depends()],
    sessions: Annotated[WebSessions, Depends()],
) -> Principal:
    """Return who is asking: authentication."""
    try:
        if token is not None:
            return logins.identify(token)
        if key is not None:
            return keys.identify(key)
        if cookie is not None:
            csrf_token = request.headers.get("X-CSRF-Token")
            return sessions.identify(cookie, request.method, csrf_token)
    except InvalidCredentials as error:
        raise unauthenticated(str(error), "invalid_token") from error
    guest = UserRow(id=0, email="guest@example.com", name="Guest", role="customer")
    return Principal(guest, PERMISSIONS_OF["customer"])
