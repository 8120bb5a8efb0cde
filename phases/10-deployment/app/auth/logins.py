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
        now = datetime.now(UTC)
        row = self._session.scalar(
            select(RefreshTokenRow)
            .where(RefreshTokenRow.fingerprint == fingerprint(refresh_token))
            .options(joinedload(RefreshTokenRow.login).joinedload(LoginRow.user))
            # Of two requests with one token, the second waits here, and then finds it used.
            .with_for_update(of=RefreshTokenRow)
        )
        if row is None:
            raise InvalidCredentials("There is no such refresh token.")
        if row.used_at is not None:
            self.end(row.login_id)
            self._session.commit()
            raise InvalidCredentials("The refresh token was used before: the login is ended.")
        if row.expires_at <= now or row.login.revoked_at is not None:
            raise InvalidCredentials("The refresh token is not valid any more.")
        row.used_at = now
        return self.issue(row.login)

    def identify(self, access_token: str) -> Principal:
        """Return who comes with an access token.

        Raises: InvalidCredentials when the token cannot be believed, or its login has ended.
        """
        try:
            claims = self._tokens.verify(access_token)
        except InvalidToken as error:
            raise InvalidCredentials("The access token is not valid.") from error
        login = self._session.scalar(
            select(LoginRow)
            .where(LoginRow.id == claims.login_id, LoginRow.user_id == claims.user_id)
            .options(joinedload(LoginRow.user))
        )
        if login is None or login.revoked_at is not None:
            raise InvalidCredentials("The login has ended.")
        permissions = granted(login.user.role, claims.scopes)
        return Principal(login.user, permissions, login.id)

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
