"""Who is asking, and what they may do: what operations depend on."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, HTTPException, Request, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from app import logins
from app.database import SessionDep
from app.roles import PERMISSIONS_OF, Permission
from app.tables import UserRow
from app.tokens import InvalidToken, verify

bearer = HTTPBearer(auto_error=False)  # its own refusal would be no problem document


def unauthenticated(detail: str, challenge: str = "Bearer") -> HTTPException:
    """Make the refusal 401, which says what kind of proof is wanted (RFC 9110, 15.5.2)."""
    return HTTPException(
        status.HTTP_401_UNAUTHORIZED, detail, headers={"WWW-Authenticate": challenge}
    )


def get_current_user(
    request: Request,
    sent: Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)],
    session: SessionDep,
) -> UserRow:
    """Return who is asking. The login is looked up, so what has ended has ended at once.

    Raises: 401 without an access token, or with one that is not valid.
    """
    if sent is None:
        raise unauthenticated("Log in first.")
    try:
        login = logins.find(session, verify(sent.credentials, request.state.settings))
    except InvalidToken:
        login = None
    if login is None:
        raise unauthenticated("The access token is not valid.", 'Bearer error="invalid_token"')
    return login.user


CurrentUser = Annotated[UserRow, Depends(get_current_user)]


def may(user: UserRow, permission: Permission) -> bool:
    """Tell whether somebody may do something to other people's accounts."""
    return permission in PERMISSIONS_OF[user.role]


def needs(permission: Permission) -> Callable[[UserRow], UserRow]:
    """Make the dependency of an operation that needs a permission.

    Raises: 403 for one who is known, and has not got it.
    """

    def check(user: CurrentUser) -> UserRow:
        if not may(user, permission):
            raise HTTPException(
                status.HTTP_403_FORBIDDEN, f"This needs the permission {permission}."
            )
        return user

    return check
