"""Against guessing: in a while, only so many attempts to log in are looked at."""

import math
import unicodedata
from datetime import UTC, datetime, timedelta

from fastapi import HTTPException, status
from sqlalchemy import delete, func, select

from app.auth.opaque import fingerprint
from app.auth.resources import SettingsDep
from app.db.session import SessionDep
from app.db.tables import LoginAttemptRow


def account_key(email: str) -> str:
    """Return under which name the attempts on an account are counted.

    What PostgreSQL may take for the same address is counted together: some of its collations make
    an `i` of `İ`. As a fingerprint: people also type passwords where their address belongs.
    """
    letters = unicodedata.normalize("NFKD", email.casefold())
    return f"account:{fingerprint(''.join(c for c in letters if not unicodedata.combining(c)))}"


def address_key(address: str) -> str:
    """Return under which name the attempts from an address are counted."""
    return f"address:{address}"


class LoginThrottle:
    """Counts attempts that have not succeeded, by account and by the address they come from.

    By account, against many passwords tried with one; by address, against one password tried with
    many accounts. They are counted in the database, so all workers count together.
    """

    def __init__(self, session: SessionDep, settings: SettingsDep) -> None:
        self._session = session
        self._window = timedelta(seconds=settings.login_window_seconds)
        self._per_account = settings.login_attempts_per_account
        self._per_address = settings.login_attempts_per_address

    def admit(self, email: str, address: str) -> None:
        """Count an attempt before anything is looked at, or refuse to look.

        Of attempts on one account each waits for the one before, so of many that come together
        none slips through. The count is committed here: the 401 that may follow rolls back. An
        address that nobody has is counted like any other, or the 429 would tell which ones exist.

        Raises: 429 with `Retry-After` (RFC 6585, section 4).
        """
        limits = {account_key(email): self._per_account, address_key(address): self._per_address}
        for key in sorted(limits):  # always in one order: two that wait for each other never end
            self._session.execute(select(func.pg_advisory_xact_lock(func.hashtext(key))))
        now = datetime.now(UTC)
        self._session.execute(
            delete(LoginAttemptRow).where(
                LoginAttemptRow.key.in_(limits), LoginAttemptRow.attempted_at <= now - self._window
            )
        )
        for key, limit in limits.items():
            self._refuse_beyond(key, limit, now)
        self._session.add_all(LoginAttemptRow(key=key, attempted_at=now) for key in limits)
        self._session.commit()

    def _refuse_beyond(self, key: str, limit: int, now: datetime) -> None:
        number, oldest = self._session.execute(
            select(func.count(), func.min(LoginAttemptRow.attempted_at)).where(
                LoginAttemptRow.key == key
            )
        ).one()
        if number >= limit:
            seconds = math.ceil((oldest + self._window - now).total_seconds())
            raise HTTPException(
                status.HTTP_429_TOO_MANY_REQUESTS,
                "Too many attempts to log in. Try again later.",
                headers={"Retry-After": str(max(seconds, 1))},
            )

    def forgive(self, email: str, address: str) -> None:
        """Forget the attempts on an account after one that succeeded, and this one's address.

        Other attempts from the address stay: whoever guesses can log in to an account of their own
        in between.
        """
        latest = (
            select(LoginAttemptRow.id)
            .where(LoginAttemptRow.key == address_key(address))
            .order_by(LoginAttemptRow.id.desc())
            .limit(1)
        )
        self._session.execute(
            delete(LoginAttemptRow).where(
                (LoginAttemptRow.key == account_key(email))
                | LoginAttemptRow.id.in_(latest.scalar_subquery())
            )
        )
