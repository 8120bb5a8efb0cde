"""Logins: what begins with a password or at a provider, lives by refresh tokens, and can be ended.

A login is one row. Everything that was handed out in its name names it: access tokens, refresh
tokens, the cookie of a browser. So it ends for all of them at once.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import joinedload

from app.auth.errors import InvalidCredentials
from app.auth.opaque import fingerprint, new_secret
from app.auth.permissions import Permission, granted
from app.auth.principal import Principal
from app.auth.resources import AccessTokensDep, SettingsDep
from app.auth.tokens import InvalidToken
from app.db.session import SessionDep
from app.db.tables import LoginRow, RefreshTokenRow, UserRow
from app.models.auth import Token


class Logins:
    """The logins of all users. It never commits but where it says so."""

    def __init__(self, session: SessionDep, tokens: AccessTokensDep, settings: SettingsDep) -> None:
        self._session = session
        self._tokens = tokens
        self._lifetime = timedelta(seconds=settings.refresh_token_seconds)

    def start(self, user: UserRow, scopes: Iterable[str]) -> LoginRow:
        """Begin a login within some scopes; how far they go, the role says at each request."""
        known = set(scopes).intersection(Permission)
        login = LoginRow(user=user, scopes=sorted(known))
        self._session.add(login)
        self._session.flush()
        return login

    def issue(self, login: LoginRow) -> Token:
        """Hand out an access token and the refresh token that can be exchanged for the next."""
        scopes = sorted(granted(login.user.role, login.scopes))
        refresh_token = new_secret()
        self._session.add(
            RefreshTokenRow(
                fingerprint=fingerprint(refresh_token),
                login=login,
                expires_at=datetime.now(UTC) + self._lifetime,
            )
        )
        return Token(
            access_token=self._tokens.issue(login.user_id, login.id, scopes),
            refresh_token=refresh_token,
            expires_in=int(self._tokens.lifetime.total_seconds()),
            scope=" ".join(scopes),
        )

    def refresh(self, refresh_token: str) -> Token:
        """Exchange a refresh token, once, for a new pair (RFC 9700, section 4.14.2).

        A token that comes for a second time has been stolen, from its owner or by them: nobody
        can tell which, so the whole login ends. That is committed here, because the refusal that
        follows rolls everything else back.

        Raises: InvalidCredentials.
        """
        raise NotImplementedError("exercise 7.5")

    def identify(self, access_token: str) -> Principal:
        """Return who comes with an access token.

        Raises: InvalidCredentials when the token cannot be believed, or its login has ended.
        """
        raise NotImplementedError("exercise 7.4")

    def end(self, login_id: UUID) -> None:
        """End one login: nothing that was handed out in its name is valid any more."""
        self._end(LoginRow.id == login_id)

    def end_all(self, user_id: int, *, but: UUID | None = None) -> None:
        """End all logins of a user, or all but one."""
        self._end(LoginRow.user_id == user_id, LoginRow.id.is_distinct_from(but))

    def _end(self, *which: ColumnElement[bool]) -> None:
        self._session.execute(
            update(LoginRow)
            .where(LoginRow.revoked_at.is_(None), *which)
            .values(revoked_at=datetime.now(UTC))
        )
