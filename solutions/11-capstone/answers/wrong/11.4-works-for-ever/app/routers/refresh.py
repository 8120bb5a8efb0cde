@router.post("/refresh")
def refresh(data: RefreshToken, session: SessionDep, request: Request) -> Tokens:
    """Exchange a refresh token for new tokens: once.

    One that comes a second time is in two hands, so its login ends (RFC 9700, section 4.14.2).
    That is committed before the refusal, which would roll it back.
    Raises: 401.
    """
    row = find_locked(session, data.refresh_token)
    if row is None or row.expires_at <= logins.now() or row.login.ended_at is not None:
        raise refused()
    return logins.hand_out(session, row.login, request.state.settings)
