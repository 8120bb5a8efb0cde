"""API keys: for programs that work for a user when nobody is there to log in."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload

from app.auth.errors import InvalidCredentials
from app.auth.opaque import fingerprint, new_secret
from app.auth.permissions import Permission, granted
from app.auth.principal import Principal
from app.db.session import SessionDep
from app.db.tables import ApiKeyRow

PREFIX = "shop_"
"""What all keys begin with: so they are recognised where they should not be, as in a repository."""
SHOWN = len(PREFIX) + 6
"""How many characters of a key its owner sees again."""
PRECISION = timedelta(minutes=1)
"""How exactly it is known when a key was used: a busy program does not write at each request."""


class ApiKeys:
    """The keys of all users."""

    def __init__(self, session: SessionDep) -> None:
        self._session = session

    def create(
        self, user_id: int, name: str, scopes: Sequence[Permission], lifetime: timedelta
    ) -> tuple[str, ApiKeyRow]:
        """Make a key. Returns: the key itself, which is kept nowhere, and what is stored of it."""
        key = PREFIX + new_secret()
        row = ApiKeyRow(
            user_id=user_id,
            name=name,
            prefix=key[:SHOWN],
            fingerprint=fingerprint(key),
            scopes=sorted(set(scopes)),
            expires_at=datetime.now(UTC) + lifetime,
        )
        self._session.add(row)
        self._session.flush()
        return key, row

    def list(self, user_id: int) -> Sequence[ApiKeyRow]:
        """Return the keys of a user, the oldest first."""
        own = select(ApiKeyRow).where(ApiKeyRow.user_id == user_id).order_by(ApiKeyRow.id)
        return self._session.scalars(own).all()

    def revoke(self, user_id: int, key_id: int) -> bool:
        """Remove a key of a user. Returns: whether they had it."""
        row = self._session.get(ApiKeyRow, key_id)
        if row is None or row.user_id != user_id:
            return False
        self._session.delete(row)
        return True

    def identify(self, key: str) -> Principal:
        """Return for whom a program works that comes with a key.

        Raises: InvalidCredentials when there is no such key, or it has expired.
        """
        now = datetime.now(UTC)
        row = self._session.scalar(
            select(ApiKeyRow)
            .where(ApiKeyRow.fingerprint == fingerprint(key))
            .options(joinedload(ApiKeyRow.user))
        )
        if row is None or row.expires_at <= now:
            raise InvalidCredentials("The API key is not valid.")
        if row.last_used_at is None or now - row.last_used_at > PRECISION:
            used = update(ApiKeyRow).where(ApiKeyRow.id == row.id).values(last_used_at=now)
            if self._session.execute(used.returning(ApiKeyRow.id)).first() is None:
                raise InvalidCredentials("The API key is not valid.")  # revoked in this moment
            self._session.commit()  # or the row stays locked until the operation has ended
        return Principal(row.user, granted(row.user.role, row.scopes))
