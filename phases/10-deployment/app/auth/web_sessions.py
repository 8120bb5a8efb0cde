"""Sessions of browsers: a cookie that no script can read, and a token against forged requests."""

from datetime import UTC, datetime, timedelta
from secrets import compare_digest

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.auth.errors import InvalidCredentials, forbidden
from app.auth.opaque import fingerprint, new_secret
from app.auth.permissions import granted
from app.auth.principal import Principal
from app.auth.resources import SettingsDep
from app.db.session import SessionDep
from app.db.tables import LoginRow, WebSessionRow

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing (RFC 9110, section 9.2.1)."""


class WebSessions:
    """The sessions of all browsers."""

    def __init__(self, session: SessionDep, settings: SettingsDep) -> None:
        self._session = session
        self._lifetime = timedelta(seconds=settings.session_seconds)

    def start(self, login: LoginRow) -> tuple[str, WebSessionRow]:
        """Begin a session for a login.

        Returns: the secret for the cookie, which is kept nowhere else, and the stored session.
        """
        secret = new_secret()
        row = WebSessionRow(
            fingerprint=fingerprint(secret),
            login=login,
            csrf_token=new_secret(),
            expires_at=datetime.now(UTC) + self._lifetime,
        )
        self._session.add(row)
        return secret, row

    def find(self, secret: str) -> WebSessionRow:
        """Return the session that belongs to a cookie.

        Raises: InvalidCredentials when there is none, or it has ended.
        """
        row = self._session.scalar(
            select(WebSessionRow)
            .where(WebSessionRow.fingerprint == fingerprint(secret))
            .options(joinedload(WebSessionRow.login).joinedload(LoginRow.user))
        )
        if row is None or row.login.revoked_at is not None or row.expires_at <= datetime.now(UTC):
            raise InvalidCredentials("The session has ended.")
        return row

    def identify(self, secret: str, method: str, csrf_token: str | None) -> Principal:
        """Return who comes with a cookie.

        A browser sends cookies along with requests that other sites make it send. Such a site
        cannot read the token of the session, so a request that changes something must have it.

        Raises: InvalidCredentials; 403 when the token is missing or another one.
        """
        row = self.find(secret)
        if method not in SAFE_METHODS:
            sent = (csrf_token or "").encode()
            if not compare_digest(sent, row.csrf_token.encode()):
                raise forbidden("A session changes things only with its X-CSRF-Token.")
        login = row.login
        return Principal(login.user, granted(login.user.role, login.scopes), login.id)
