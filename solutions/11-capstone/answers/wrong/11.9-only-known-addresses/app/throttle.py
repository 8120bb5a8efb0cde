from app.tables import UserRow


def admit(session: Session, email: str, settings: Settings) -> None:
    """Count an attempt before anything is looked at, or refuse to look.

    Of attempts on one account each waits for the one before, so of many that come together none
    slips through. An address that nobody has is counted like any other, or the 429 would tell
    which ones exist. The count is committed here: the 401 that may follow rolls back.
    Raises: 429 with `Retry-After` (RFC 6585, section 4).
    """
    account = account_of(email)
    if session.scalar(select(UserRow.id).where(UserRow.email == email)) is None:
        return
    now, window = datetime.now(UTC), timedelta(seconds=settings.login_window_seconds)
    own = LoginAttemptRow.account == account
    session.execute(
        delete(LoginAttemptRow).where(own, LoginAttemptRow.attempted_at <= now - window)
    )
    count, oldest = session.execute(
        select(func.count(), func.min(LoginAttemptRow.attempted_at)).where(own)
    ).one()
    if count >= settings.login_attempts:
        seconds = math.ceil((oldest + window - now).total_seconds())
        raise HTTPException(
            status.HTTP_429_TOO_MANY_REQUESTS,
            "Too many attempts to log in. Try again later.",
            headers={"Retry-After": str(max(seconds, 1))},
        )
    session.add(LoginAttemptRow(account=account, attempted_at=now))
    session.commit()
