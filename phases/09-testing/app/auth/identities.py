"""Identities: which person at a provider is which user here."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import Depends
from sqlalchemy import delete
from sqlalchemy.orm import joinedload

from app.auth.oidc import Attempt, IdClaims, LoginRefused
from app.auth.opaque import fingerprint
from app.db.session import SessionDep
from app.db.tables import IdentityRow, OidcAttemptRow, UserRow
from app.repositories.users import UserRepository

ATTEMPT_LIFETIME = timedelta(minutes=10)


class Identities:
    """The people of providers who are users here, and those who are on their way."""

    def __init__(self, session: SessionDep, users: Annotated[UserRepository, Depends()]) -> None:
        self._session = session
        self._users = users

    def remember(self, attempt: Attempt) -> None:
        """Keep an attempt until the browser returns; forget those that never did."""
        now = datetime.now(UTC)
        self._session.execute(delete(OidcAttemptRow).where(OidcAttemptRow.expires_at <= now))
        self._session.add(
            OidcAttemptRow(
                fingerprint=fingerprint(attempt.state),
                nonce=attempt.nonce,
                verifier=attempt.verifier,
                expires_at=now + ATTEMPT_LIFETIME,
            )
        )

    def take(self, state: str) -> Attempt | None:
        """Return the attempt with this state, once; None when there is none.

        That is committed here: the attempt is used up even if the login fails after all, and no
        connection waits while the provider is asked.
        """
        row = self._session.execute(
            delete(OidcAttemptRow)
            .where(
                OidcAttemptRow.fingerprint == fingerprint(state),
                OidcAttemptRow.expires_at > datetime.now(UTC),
            )
            .returning(OidcAttemptRow.nonce, OidcAttemptRow.verifier)
        ).one_or_none()
        self._session.commit()
        return None if row is None else Attempt(state, row.nonce, row.verifier)

    def user_of(self, claims: IdClaims) -> UserRow:
        """Return the user who that person is; a person who comes for the first time becomes one.

        Who they are is said by issuer and subject, which never change (OpenID Connect Core, 5.7).
        An e-mail address is not proof enough to enter an account that is there already: somebody
        else may have signed up with it before. Who has no name is called by their address.

        Raises: LoginRefused for a new person whose e-mail address the provider has not checked;
        Conflict when a user has it who did not come from this provider.
        """
        known = self._session.get(
            IdentityRow, (claims.iss, claims.sub), options=[joinedload(IdentityRow.user)]
        )
        if known is not None:
            return known.user
        if not claims.email_verified:
            raise LoginRefused("The provider has not verified the e-mail address.")
        user = self._users.add({"email": claims.email, "name": claims.name or claims.email[:80]})
        self._session.add(IdentityRow(issuer=claims.iss, subject=claims.sub, user=user))
        return user
