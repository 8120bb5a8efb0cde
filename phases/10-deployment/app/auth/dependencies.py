"""Who is asking, and whether they may: what operations depend on. No route decides it by itself."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Security
from fastapi.params import Security as SecurityDependency
from fastapi.security import APIKeyCookie, APIKeyHeader, OAuth2PasswordBearer, SecurityScopes

from app.auth.api_keys import ApiKeys
from app.auth.errors import InvalidCredentials, forbidden, unauthenticated
from app.auth.logins import Logins
from app.auth.permissions import DESCRIPTIONS, Permission
from app.auth.principal import Principal
from app.auth.resources import AccessTokensDep, SettingsDep
from app.auth.web_sessions import WebSessions
from app.db.session import SessionDep
from app.db.tables import UserRow

SESSION_COOKIE = "session"

# auto_error=False: each of the three may be missing, as long as one is there.
access_token = OAuth2PasswordBearer(
    tokenUrl="/api/v1/auth/token",
    refreshUrl="/api/v1/auth/refresh",
    scheme_name="login",
    scopes=DESCRIPTIONS,
    description="For people and apps: the access token of `POST /api/v1/auth/token`.",
    auto_error=False,
)
api_key = APIKeyHeader(
    name="X-API-Key",
    scheme_name="api_key",
    description="For programs: a key of `POST /api/v1/api-keys`.",
    auto_error=False,
)
session_cookie = APIKeyCookie(
    name=SESSION_COOKIE,
    scheme_name="session",
    description="For browsers: the cookie of `POST /api/v1/sessions`. "
    "Changes need the header `X-CSRF-Token` besides.",
    auto_error=False,
)


def identify(  # noqa: PLR0913, PLR0917 - three ways to say who one is, and what they are held against
    request: Request,
    token: Annotated[str | None, Depends(access_token)],
    key: Annotated[str | None, Depends(api_key)],
    cookie: Annotated[str | None, Depends(session_cookie)],
    session: SessionDep,
    tokens: AccessTokensDep,
    settings: SettingsDep,
) -> Principal:
    """Return who is asking: authentication.

    The first proof that is there counts; when it is bad, no other one is tried.

    Raises: 401 without a proof, or with a bad one.
    """
    try:
        if token is not None:
            return remember_user(request, Logins(session, tokens, settings).identify(token))
        if key is not None:
            return remember_user(request, ApiKeys(session).identify(key))
        if cookie is not None:
            csrf_token = request.headers.get("X-CSRF-Token")
            principal = WebSessions(session, settings).identify(cookie, request.method, csrf_token)
            return remember_user(request, principal)
    except InvalidCredentials as error:
        raise unauthenticated(str(error), "invalid_token") from error
    raise unauthenticated("Log in first.")


def remember_user(request: Request, principal: Principal) -> Principal:
    """Note who is asking in `request.state.user_id`, for the log and the caches."""
    # exercise 10.2: it is not noted yet.
    return principal


async def authorize(
    needed: SecurityScopes, principal: Annotated[Principal, Depends(identify)]
) -> Principal:
    """Let a principal pass who has all permissions that an operation needs: authorization.

    Raises: 403 for one who has not.
    """
    missing = [scope for scope in needed.scopes if not principal.may(Permission(scope))]
    if missing:
        raise forbidden(f"This needs the permission {' '.join(missing)}.", needed.scopes)
    return principal


def may(*permissions: Permission) -> SecurityDependency:
    """Make the dependency of an operation that needs some permissions."""
    dependency: SecurityDependency = Security(authorize, scopes=[*permissions])
    return dependency


async def get_current_user(principal: Annotated[Principal, Depends(identify)]) -> UserRow:
    """Return the user who is asking."""
    return principal.user


async def get_login_id(principal: Annotated[Principal, Depends(identify)]) -> UUID:
    """Return the login of who is asking: a program with a key must not take over an account.

    Raises: 403 for an API key.
    """
    if principal.login_id is None:
        raise forbidden("This is for people who log in, and not for API keys.")
    return principal.login_id


def act_as(user_id: int, principal: Principal) -> None:
    """Let people write in their own name, and administrators in everybody's.

    Raises: 403 for somebody else's name.
    """
    if user_id != principal.user.id and not principal.may(Permission.USERS_MANAGE):
        raise forbidden("You can do this in your own name only.")


PrincipalDep = Annotated[Principal, Depends(identify)]
LoginId = Annotated[UUID, Depends(get_login_id)]
CookieDep = Annotated[str | None, Depends(session_cookie)]
CurrentUser = Annotated[UserRow, Depends(get_current_user)]
