@router.post("/revoke", status_code=status.HTTP_204_NO_CONTENT)
def revoke(data: RefreshToken, session: SessionDep) -> None:
    """Log out: end the login of a refresh token. An unknown one is no error (RFC 7009, 2.2)."""
    row = find_locked(session, data.refresh_token)
    if row is not None:
        logins.end_all(session, row.login.user_id)
