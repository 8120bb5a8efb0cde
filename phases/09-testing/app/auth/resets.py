"""Resets: a way back for those who forgot their password, and for nobody else."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select

from app.auth.errors import InvalidCredentials
from app.auth.opaque import fingerprint, new_secret
from app.auth.resources import SettingsDep
from app.db.session import SessionDep
from app.db.tables import PasswordResetRow, UserRow


class PasswordResets:
    """The links that were mailed and not used yet."""

    def __init__(self, session: SessionDep, settings: SettingsDep) -> None:
        self._session = session
        self._lifetime = timedelta(seconds=settings.reset_seconds)
        self._shop = str(settings.public_url).rstrip("/")

    def begin(self, user: UserRow) -> str:
        """Make a link for a user; those that they had are not valid any more.

        The address is a setting, not the request's `Host`, which whoever asks may choose. The token
        stands behind a `#`: browsers send that part to no server, so it is in no log.
        """
        token = new_secret()
        # Of two that come together the second waits here, and then removes the link of the first.
        self._session.get(UserRow, user.id, with_for_update={"key_share": True})
        self._session.execute(delete(PasswordResetRow).where(PasswordResetRow.user_id == user.id))
        self._session.add(
            PasswordResetRow(
                fingerprint=fingerprint(token),
                user_id=user.id,
                expires_at=datetime.now(UTC) + self._lifetime,
            )
        )
        return f"{self._shop}/reset-password#token={token}"

    def finish(self, token: str) -> UserRow:
        """Use a link up, and return whose it was.

        The user is locked first, as by a change of the password, and then the link is removed: who
        locks in another order may wait for one who waits.
        Raises: InvalidCredentials for one that is unknown, used or too old.
        """
        valid = (
            PasswordResetRow.fingerprint == fingerprint(token),
            PasswordResetRow.expires_at > datetime.now(UTC),
        )
        whose = select(UserRow).join(PasswordResetRow).where(*valid)
        user = self._session.scalar(whose.with_for_update(of=UserRow, key_share=True))
        used = delete(PasswordResetRow).where(*valid).returning(PasswordResetRow.user_id)
        if user is None or self._session.scalar(used) is None:
            raise InvalidCredentials("The link is not valid any more.")
        return user
