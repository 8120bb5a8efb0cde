"""Logins: they start, hand out tokens and end."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from app.models import Tokens
from app.settings import Settings
from app.tables import LoginRow, RefreshTokenRow
from app.tokens import Claims, fingerprint, issue, new_secret


def now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)


def hand_out(session: Session, login: LoginRow, settings: Settings) -> Tokens:
    """Return an access token and a new refresh token of a login; of that the fingerprint stays."""
    secret = new_secret()
    lifetime = timedelta(seconds=settings.refresh_token_seconds)
    session.add(
        RefreshTokenRow(
            fingerprint=fingerprint(secret),
            login_id=login.id,
            expires_at=now() + lifetime,
        )
    )
    return Tokens(
        access_token=issue(Claims(login.user_id, login.id), settings),
        expires_in=settings.access_token_seconds,
        refresh_token=secret,
    )


def start(session: Session, user_id: UUID, settings: Settings) -> Tokens:
    """Start a login of somebody who has proven who they are."""
    login = LoginRow(user_id=user_id)
    session.add(login)
    session.flush()
    return hand_out(session, login, settings)


def find(session: Session, claims: Claims) -> LoginRow | None:
    """Return the login of an access token, with its user; None when it has ended."""
    query = (
        select(LoginRow)
        .where(
            LoginRow.id == claims.login_id,
            LoginRow.user_id == claims.user_id,
            LoginRow.ended_at.is_(None),
        )
        .options(joinedload(LoginRow.user, innerjoin=True))
    )
    return session.scalar(query)


def end(session: Session, login_id: UUID) -> None:
    """End a login, with everything that was handed out in its name."""
    session.execute(update(LoginRow).where(LoginRow.id == login_id).values(ended_at=now()))


def end_all(session: Session, user_id: UUID) -> None:
    """End all logins of an account."""
    session.execute(update(LoginRow).where(LoginRow.user_id == user_id).values(ended_at=now()))
