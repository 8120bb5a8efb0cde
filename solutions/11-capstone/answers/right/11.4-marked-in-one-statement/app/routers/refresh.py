from sqlalchemy import update


@router.post("/refresh")
def refresh(data: RefreshToken, session: SessionDep, request: Request) -> Tokens:
    """Exchange a refresh token for new tokens: once.

    One that comes a second time is in two hands, so its login ends (RFC 9700, section 4.14.2).
    That is committed before the refusal, which would roll it back.
    Raises: 401.
    """
    mark, now = fingerprint(data.refresh_token), logins.now()
    own = RefreshTokenRow.fingerprint == mark
    first = session.scalar(
        update(RefreshTokenRow)
        .where(own, RefreshTokenRow.used_at.is_(None))
        .values(used_at=now)
        .returning(RefreshTokenRow.fingerprint)
    )
    row = session.scalar(
        select(RefreshTokenRow).where(own).options(joinedload(RefreshTokenRow.login))
    )
    if row is not None and first is None:
        logins.end(session, row.login_id)
        session.commit()
    if row is None or first is None or row.expires_at <= now or row.login.ended_at is not None:
        raise refused()
    return logins.hand_out(session, row.login, request.state.settings)
