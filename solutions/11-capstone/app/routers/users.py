"""Accounts: reading, finding, changing and removing them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, HTTPException, Query, Request, status
from sqlalchemy import func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import logins, throttle
from app.access import CurrentUser, forbidden, lock_both, lock_own, may, needs
from app.database import SessionDep
from app.models import Line, PasswordChange, User, UserChange, UserPage
from app.passwords import PasswordsDep
from app.roles import Permission, Role
from app.tables import UserRow

router = APIRouter(prefix="/api/v1/users", tags=["users"])


def find_account(
    session: Session, asker: UserRow, user_id: UUID, permission: Permission
) -> UserRow:
    """Return one's own account, or another one if the asker may do something to it.

    Who may not even read it is not told whether it exists.
    Unless it is only read, it is locked: who changes what somebody else removes gets no error 500.
    Raises: 404, and 403 for one who may read it only.
    """
    missing = HTTPException(status.HTTP_404_NOT_FOUND, f"There is no account {user_id}.")
    if user_id == asker.id:
        return asker if permission == Permission.READ else lock_own(session, asker)
    if not may(asker, Permission.READ):
        raise missing
    if not may(asker, permission):
        raise forbidden(permission)
    user = (
        session.get(UserRow, user_id)
        if permission == Permission.READ
        else lock_both(session, asker, user_id, permission)
    )
    if user is None:
        raise missing
    return user


@router.get("", dependencies=[Depends(needs(Permission.READ))])
def list_users(
    session: SessionDep,
    search: Annotated[Line, Query(max_length=320)] = "",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    offset: Annotated[int, Query(ge=0, le=2**31)] = 0,
) -> UserPage:
    """List accounts, the oldest first; `search` is a part of the name or address, in any case."""
    found = or_(
        UserRow.email.icontains(search, autoescape=True),
        UserRow.name.icontains(search, autoescape=True),
    )
    total = session.scalar(select(func.count()).select_from(UserRow).where(found)) or 0
    query = select(UserRow).where(found).order_by(UserRow.created_at, UserRow.id)
    rows = session.scalars(query.limit(limit).offset(offset))
    items = [User.model_validate(row) for row in rows]
    return UserPage(items=items, total=total, limit=limit, offset=offset)


@router.get("/{user_id}", response_model=User)
def read_user(user_id: UUID, asker: CurrentUser, session: SessionDep) -> UserRow:
    """Answer one account."""
    return find_account(session, asker, user_id, Permission.READ)


@router.patch("/{user_id}", response_model=User)
def change_user(
    user_id: UUID, data: UserChange, asker: CurrentUser, session: SessionDep
) -> UserRow:
    """Change name or address.

    Raises: 409 when another account has the address.
    """
    user = find_account(session, asker, user_id, Permission.CHANGE)
    for name, value in data.model_dump().items():
        setattr(user, name, value)
    try:
        session.flush()
    except IntegrityError as error:
        raise HTTPException(status.HTTP_409_CONFLICT, "This address has an account.") from error
    return user


@router.delete("/{user_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_user(user_id: UUID, asker: CurrentUser, session: SessionDep) -> None:
    """Remove an account, with its logins.

    Raises: 409 for administrators who would remove themselves: somebody must stay.
    """
    user = find_account(session, asker, user_id, Permission.CHANGE)
    if user is asker and user.role == Role.ADMIN:
        raise HTTPException(
            status.HTTP_409_CONFLICT, "Administrators are removed by another administrator."
        )
    session.delete(user)


@router.put("/me/password", status_code=status.HTTP_204_NO_CONTENT)
def change_password(
    data: PasswordChange,
    passwords: PasswordsDep,
    user: CurrentUser,
    session: SessionDep,
    request: Request,
) -> None:
    """Change one's password, and end all logins: whoever knew the old one is out.

    A login that is under way has locked the account, too: it has begun, and is ended here.
    Raises: 403 when the current password is another one, 429 after too many attempts.
    """
    attempts_on = f"current password of {user.id}"
    throttle.admit(session, attempts_on, request.state.settings)
    user = lock_own(session, user)
    if not passwords.verify(user.password_hash, data.current_password.get_secret_value()):
        raise HTTPException(status.HTTP_403_FORBIDDEN, "The current password is wrong.")
    throttle.forgive(session, attempts_on)
    user.password_hash = passwords.hash(data.new_password.get_secret_value())
    logins.end_all(session, user.id)
