def find_locked(session: Session, secret: str) -> RefreshTokenRow | None:
    """Return a refresh token's row with its login; a second request for it waits for the first."""
    query = (
        select(RefreshTokenRow)
        .where(RefreshTokenRow.fingerprint == fingerprint(secret))
        .options(joinedload(RefreshTokenRow.login, innerjoin=True))
    )
    return session.scalar(query)
