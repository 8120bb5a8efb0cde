@router.post("")
def log_in(
    data: Credentials, passwords: PasswordsDep, session: SessionDep, request: Request
) -> Tokens:
    """Exchange an address and a password for tokens.

    The refusal says nothing of what was wrong, and takes as long for an unknown address.
    Raises: 401, and 429 after too many attempts.
    """
    settings = request.state.settings
    throttle.admit(session, data.email, settings)
    user = session.scalar(select(UserRow).where(UserRow.email == data.email))
    stored = user.password_hash if user else None
    right = passwords.verify(stored, data.password.get_secret_value())
    if user is None or not right:
        raise unauthenticated("The e-mail address or the password is wrong.")
    throttle.forgive(session, data.email)
    return logins.start(session, user.id, settings)
