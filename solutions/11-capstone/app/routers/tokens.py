"""Logging in."""

from fastapi import APIRouter, Request
from sqlalchemy import select

from app import logins, throttle
from app.access import unauthenticated
from app.database import SessionDep
from app.models import Credentials, Tokens
from app.passwords import PasswordsDep
from app.tables import UserRow

router = APIRouter(prefix="/api/v1/tokens", tags=["tokens"])


@router.post("")
def log_in(
    data: Credentials, passwords: PasswordsDep, session: SessionDep, request: Request
) -> Tokens:
    """Exchange an address and a password for tokens.

    The refusal says nothing of what was wrong, and takes as long for an unknown address. A hash
    takes its time: the account is locked meanwhile, so a new password or the end of the account
    comes before this login, or ends it.
    Raises: 401, and 429 after too many attempts.
    """
    settings = request.state.settings
    throttle.admit(session, data.email, settings)
    query = select(UserRow).where(UserRow.email == data.email).with_for_update(read=True)
    user = session.scalar(query)
    stored = user.password_hash if user else None
    right = passwords.verify(stored, data.password.get_secret_value())
    if user is None or not right:
        raise unauthenticated("The e-mail address or the password is wrong.")
    throttle.forgive(session, data.email)
    return logins.start(session, user.id, settings)
