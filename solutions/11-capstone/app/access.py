"""Who is asking, and what they may do: what operations depend on."""

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import Depends, HTTPException, Request, status
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from sqlalchemy import select
from sqlalchemy.orm import Session

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


def ended() -> HTTPException:
    """Make the refusal of an access token that opens nothing, or nothing any more."""
    return unauthenticated("The access token is not valid.", 'Bearer error="invalid_token"')


def forbidden(permission: Permission) -> HTTPException:
    """Make the refusal 403."""
    return HTTPException(status.HTTP_403_FORBIDDEN, f"This needs the permission {permission}.")


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
        raise ended()
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
            raise forbidden(permission)
        return user

    return check


def lock_own(session: Session, asker: UserRow) -> UserRow:
    """Lock the asker's own account, and return it as it is now.

    Raises: 401 when it was removed since it was looked up.
    """
    query = (
        select(UserRow)
        .where(UserRow.id == asker.id)
        .with_for_update()
        .execution_options(populate_existing=True)  # the session has read it before
    )
    found = session.scalar(query)
    if found is None:
        raise ended()
    return found


def lock_both(
    session: Session, asker: UserRow, user_id: UUID, permission: Permission
) -> UserRow | None:
    """Lock the asker's account and another one, and return that as it is now; None without one.

    Two administrators may take each other's role at the same moment. One of them waits here, and
    then is looked at again. In the order of the ids, so that none waits for one who waits.
    Raises: 403 for an asker who may not do it any more.
    """
    query = (
        select(UserRow)
        .where(UserRow.id.in_([asker.id, user_id]))
        .order_by(UserRow.id)
        .with_for_update()
        .execution_options(populate_existing=True)  # the session has read them before
    )
    found = {user.id: user for user in session.scalars(query)}
    if asker.id not in found or not may(asker, permission):
        raise forbidden(permission)
    return found.get(user_id)
