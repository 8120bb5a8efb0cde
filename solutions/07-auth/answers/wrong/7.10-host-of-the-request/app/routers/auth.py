from fastapi import Request


@router.post(
    "/password-reset",
    status_code=status.HTTP_202_ACCEPTED,
    responses=refuses(422),
    summary="Ask for a mail with a link for a new password",
)
def request_password_reset(
    data: ResetRequest,
    request: Request,
    users: Annotated[UserRepository, Depends()],
    resets: ResetsDep,
    mailer: MailerDep,
    tasks: BackgroundTasks,
) -> None:
    """Answer 202 to everybody, and send a mail if there is such a user.

    The mail is sent after the answer, so the answer takes as long whether there is one or not.
    """
    user = users.find_by_email(data.email)
    if user is not None:
        token = resets.begin(user).partition("#")[2]
        text = RESET.format(link=f"{request.base_url}reset-password#{token}")
        tasks.add_task(mailer.try_to_send, user.email, "A new password", text)
