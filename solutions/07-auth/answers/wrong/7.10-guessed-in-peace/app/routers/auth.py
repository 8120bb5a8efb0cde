from app.auth.resources import PasswordsDep


@router.put(
    "/password",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(401, 403, 422, 429),
    summary="Change the password",
)
def change_password(  # noqa: PLR0913, PLR0917 - what FastAPI hands in
    data: PasswordChange,
    accounts: AccountsDep,
    passwords: PasswordsDep,
    user: CurrentUser,
    login_id: LoginId,
    mailer: MailerDep,
    tasks: BackgroundTasks,
) -> None:
    """Give the user a new password and end their other logins.

    Raises: 422 when the current password is wrong; 429 after too many wrong ones.
    """
    if not passwords.verify(user.password_hash, data.current_password.get_secret_value()):
        raise RequestValidationError([WRONG_PASSWORD])
    accounts.set_password(user, data.new_password.get_secret_value(), keep=login_id)
    tasks.add_task(mailer.try_to_send, user.email, "Your password was changed", CHANGED)
