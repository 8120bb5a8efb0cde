"""Login and tokens: OAuth2's password grant, refresh, logout, and passwords that change."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Form, Response, status
from fastapi.exceptions import RequestValidationError

from app.auth.accounts import Accounts
from app.auth.dependencies import CurrentUser, LoginId
from app.auth.errors import InvalidCredentials, unauthenticated
from app.auth.logins import Logins
from app.auth.permissions import Permission
from app.auth.resets import PasswordResets
from app.auth.resources import MailerDep
from app.core.problems import refuses
from app.models.auth import (
    LoginForm,
    PasswordChange,
    RefreshToken,
    ResetConfirmation,
    ResetRequest,
    Token,
)
from app.repositories.users import UserRepository

router = APIRouter(prefix="/api/v1/auth", tags=["auth"])

AccountsDep = Annotated[Accounts, Depends()]
LoginsDep = Annotated[Logins, Depends()]
ResetsDep = Annotated[PasswordResets, Depends()]

WRONG_PASSWORD = {
    "type": "wrong_password",
    "loc": ("body", "current_password"),
    "msg": "This is not the current password.",
}
CHANGED = """Your password was changed just now.

If that was not you, ask for a new password at once: that ends all logins and API keys.
"""
RESET = """Somebody, probably you, asked for a new password. Choose one here:

{link}

If it was not you, nothing has happened, and nothing will.
"""


def keep_out_of_caches(response: Response) -> None:
    """Forbid to store what has tokens in it (RFC 6749, section 5.1)."""
    response.headers["Cache-Control"] = "no-store"


@router.post(
    "/token",
    responses=refuses(401, 422, 429),
    dependencies=[Depends(keep_out_of_caches)],
    summary="Log in with e-mail address and password",
)
def create_token(
    form: Annotated[LoginForm, Form()], accounts: AccountsDep, logins: LoginsDep
) -> Token:
    """Answer an access token and a refresh token, for the scopes that were asked for.

    Raises: 401 for a wrong address or password, without saying which; 429 after too many.
    """
    try:
        user = accounts.sign_in(form.username, form.password.get_secret_value())
    except InvalidCredentials as error:
        raise unauthenticated(str(error)) from error
    scopes = form.scope.split() or [*Permission]
    return logins.issue(logins.start(user, scopes))


@router.post(
    "/refresh",
    responses=refuses(401, 422),
    dependencies=[Depends(keep_out_of_caches)],
    summary="Exchange a refresh token for new tokens",
)
def refresh_token(data: RefreshToken, logins: LoginsDep) -> Token:
    """Answer new tokens. The refresh token that was sent is used up.

    Raises: 401 for one that is unknown, used, too old or revoked.
    """
    try:
        return logins.refresh(data.refresh_token)
    except InvalidCredentials as error:
        raise unauthenticated(str(error)) from error


@router.post(
    "/logout",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(401, 403, 422),
    summary="End the login",
)
def logout(
    login_id: LoginId, user: CurrentUser, logins: LoginsDep, *, everywhere: bool = False
) -> None:
    """End the login of the access token that was sent, or all logins of its user."""
    if everywhere:
        logins.end_all(user.id)
    else:
        logins.end(login_id)


@router.put(
    "/password",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(401, 403, 422, 429),
    summary="Change the password",
)
def change_password(  # noqa: PLR0913, PLR0917 - what FastAPI hands in
    data: PasswordChange,
    accounts: AccountsDep,
    user: CurrentUser,
    login_id: LoginId,
    mailer: MailerDep,
    tasks: BackgroundTasks,
) -> None:
    """Give the user a new password and end their other logins.

    Raises: 422 when the current password is wrong; 429 after too many wrong ones.
    """
    try:
        accounts.sign_in(user.email, data.current_password.get_secret_value())
    except InvalidCredentials as error:
        raise RequestValidationError([WRONG_PASSWORD]) from error
    accounts.set_password(user, data.new_password.get_secret_value(), keep=login_id)
    tasks.add_task(mailer.try_to_send, user.email, "Your password was changed", CHANGED)


@router.post(
    "/password-reset",
    status_code=status.HTTP_202_ACCEPTED,
    responses=refuses(422),
    summary="Ask for a mail with a link for a new password",
)
def request_password_reset(
    data: ResetRequest,
    users: Annotated[UserRepository, Depends()],
    resets: ResetsDep,
    mailer: MailerDep,
    tasks: BackgroundTasks,
) -> None:
    """Answer 202 to everybody, and send a mail if there is such a user.

    The mail is sent after the answer, so that the time it takes does not show.
    """
    user = users.find_by_email(data.email)
    if user is not None:
        text = RESET.format(link=resets.begin(user))
        tasks.add_task(mailer.try_to_send, user.email, "A new password", text)


@router.post(
    "/password-reset/confirm",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(401, 422),
    summary="Set a new password with the token of the mail",
)
def confirm_password_reset(
    data: ResetConfirmation, accounts: AccountsDep, resets: ResetsDep
) -> None:
    """Give the user of the mail a new password and end all their logins.

    Raises: 401 for a token that is unknown, used or too old.
    """
    try:
        user = resets.finish(data.token)
    except InvalidCredentials as error:
        raise unauthenticated(str(error)) from error
    accounts.set_password(user, data.new_password.get_secret_value())
