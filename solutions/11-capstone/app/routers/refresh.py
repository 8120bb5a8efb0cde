"""Refreshing, and logging out."""

from fastapi import APIRouter, HTTPException, Request, status
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app import logins
from app.access import unauthenticated
from app.database import SessionDep
from app.models import RefreshToken, Tokens
from app.tables import LoginRow, RefreshTokenRow
from app.tokens import fingerprint

router = APIRouter(prefix="/api/v1/tokens", tags=["tokens"])


def refused() -> HTTPException:
    """Make the refusal of a refresh token: the same whatever is wrong with it."""
    return unauthenticated("The refresh token is not valid.")


def find_locked(session: Session, secret: str) -> RefreshTokenRow | None:
    """Return a refresh token's row with its login; a second request for it waits for the first.

    It is the login that is locked: who removes an account removes logins before their tokens, and
    of two who lock in different orders one fails. What the token is like is read after that.
    """
    mark = fingerprint(secret)
    query = (
        select(LoginRow)
        .join(RefreshTokenRow, RefreshTokenRow.login_id == LoginRow.id)
        .where(RefreshTokenRow.fingerprint == mark)
        .with_for_update(of=LoginRow)
    )
    session.scalar(query)
    return session.get(RefreshTokenRow, mark, options=[joinedload(RefreshTokenRow.login)])


@router.post("/refresh")
def refresh(data: RefreshToken, session: SessionDep, request: Request) -> Tokens:
    """Exchange a refresh token for new tokens: once.

    One that comes a second time is in two hands, so its login ends (RFC 9700, section 4.14.2).
    That is committed before the refusal, which would roll it back.
    Raises: 401.
    """
    row = find_locked(session, data.refresh_token)
    now = logins.now()
    if row is None or row.expires_at <= now or row.login.ended_at is not None:
        raise refused()
    if row.used_at is not None:
        logins.end(session, row.login_id)
        session.commit()
        raise refused()
    row.used_at = now
    return logins.hand_out(session, row.login, request.state.settings)


@router.post("/revoke", status_code=status.HTTP_204_NO_CONTENT)
def revoke(data: RefreshToken, session: SessionDep) -> None:
    """Log out: end the login of a refresh token. An unknown one is no error (RFC 7009, 2.2)."""
    row = session.get(RefreshTokenRow, fingerprint(data.refresh_token))
    if row is not None:
        logins.end(session, row.login_id)
