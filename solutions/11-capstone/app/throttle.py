"""Against guessing: in a while, only so many passwords are held against that of an account."""

import math
from datetime import UTC, datetime, timedelta

from fastapi import HTTPException, status
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.settings import Settings
from app.tables import LoginAttemptRow
from app.tokens import fingerprint


def account_of(name: str) -> str:
    """Return under which name attempts are counted.

    As a fingerprint: people also type passwords where their address belongs.
    """
    return fingerprint(name)


def admit(session: Session, name: str, settings: Settings) -> None:
    """Count an attempt before anything is looked at, or refuse to look.

    `name`: what passwords are tried on, the address that somebody logs in with for example.
    Of attempts on one account each waits for the one before, so of many that come together none
    slips through. An address that nobody has is counted like any other, or the 429 would tell
    which ones exist. The count is committed here: the 401 that may follow rolls back.
    Raises: 429 with `Retry-After` (RFC 6585, section 4).
    """
    account = account_of(name)
    session.execute(select(func.pg_advisory_xact_lock(func.hashtext(account))))
    now, window = datetime.now(UTC), timedelta(seconds=settings.login_window_seconds)
    own = LoginAttemptRow.account == account
    session.execute(
        delete(LoginAttemptRow).where(own, LoginAttemptRow.attempted_at <= now - window)
    )
    count, oldest = session.execute(
        select(func.count(), func.min(LoginAttemptRow.attempted_at)).where(own)
    ).one()
    if count >= settings.login_attempts:
        seconds = math.ceil((oldest + window - now).total_seconds())
        raise HTTPException(
            status.HTTP_429_TOO_MANY_REQUESTS,
            "Too many attempts. Try again later.",
            headers={"Retry-After": str(max(seconds, 1))},
        )
    session.add(LoginAttemptRow(account=account, attempted_at=now))
    session.commit()


def forgive(session: Session, name: str) -> None:
    """Forget the attempts on an account after one that succeeded."""
    session.execute(delete(LoginAttemptRow).where(LoginAttemptRow.account == account_of(name)))
