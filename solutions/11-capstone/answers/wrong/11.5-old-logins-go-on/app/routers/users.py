@router.put("/me/password", status_code=status.HTTP_204_NO_CONTENT)
def change_password(
    data: PasswordChange,
    passwords: PasswordsDep,
    user: CurrentUser,
    session: SessionDep,
    request: Request,
) -> None:
    """Change one's password, and end all logins: whoever knew the old one is out.

    Raises: 403 when the current password is another one, 429 after too many attempts.
    """
    throttle.admit(session, user.email, request.state.settings)
    user = lock_own(session, user)
    if not passwords.verify(user.password_hash, data.current_password.get_secret_value()):
        raise HTTPException(status.HTTP_403_FORBIDDEN, "The current password is wrong.")
    throttle.forgive(session, user.email)
    user.password_hash = passwords.hash(data.new_password.get_secret_value())
