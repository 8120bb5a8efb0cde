"""Sessions for browsers: a cookie in place of tokens that a script would have to keep."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response, status

from app.auth.accounts import Accounts
from app.auth.cookies import forget_session, keep_session
from app.auth.dependencies import CookieDep, LoginId
from app.auth.errors import InvalidCredentials, unauthenticated
from app.auth.logins import Logins
from app.auth.permissions import Permission
from app.auth.resources import SettingsDep
from app.auth.web_sessions import WebSessions
from app.core.problems import refuses
from app.db.tables import WebSessionRow
from app.models.auth import Credentials, Session
from app.models.users import User
from app.routers.auth import keep_out_of_caches

router = APIRouter(prefix="/api/v1/sessions", tags=["auth"])

WebSessionsDep = Annotated[WebSessions, Depends()]
LoginsDep = Annotated[Logins, Depends()]


def to_model(session: WebSessionRow) -> Session:
    """Write a session as the API answers it."""
    user = User.model_validate(session.login.user, from_attributes=True)
    return Session(user=user, csrf_token=session.csrf_token)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=refuses(401, 422, 429),
    dependencies=[Depends(keep_out_of_caches)],
    summary="Start a session",
)
def create_session(  # noqa: PLR0913, PLR0917 - what FastAPI hands in
    data: Credentials,
    accounts: Annotated[Accounts, Depends()],
    logins: LoginsDep,
    sessions: WebSessionsDep,
    settings: SettingsDep,
    response: Response,
) -> Session:
    """Answer who that is and the session's CSRF token, and set the cookie.

    Raises: 401 for a wrong address or password; 429 after too many.
    """
    try:
        user = accounts.sign_in(data.email, data.password.get_secret_value())
    except InvalidCredentials as error:
        raise unauthenticated(str(error)) from error
    secret, session = sessions.start(logins.start(user, [*Permission]))
    keep_session(response, secret, settings)
    return to_model(session)


@router.get(
    "/current",
    responses=refuses(401),
    dependencies=[Depends(keep_out_of_caches)],
    summary="Read the session",
)
def read_session(cookie: CookieDep, sessions: WebSessionsDep) -> Session:
    """Answer who that is and the CSRF token: what a page has forgotten when it is loaded again.

    Raises: 401 without a cookie, or with one whose session has ended.
    """
    try:
        return to_model(sessions.find(cookie or ""))
    except InvalidCredentials as error:
        raise unauthenticated(str(error)) from error


@router.delete(
    "/current",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(401, 403),
    summary="End the session",
)
def delete_session(
    login_id: LoginId, logins: LoginsDep, settings: SettingsDep, response: Response
) -> None:
    """End the session here and in the browser.

    Raises: 401 without a session; 403 without its CSRF token.
    """
    logins.end(login_id)
    forget_session(response, settings)
