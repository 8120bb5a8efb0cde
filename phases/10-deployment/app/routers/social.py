"""Social login: by an OpenID provider, which knows the password so that this shop need not."""

from secrets import compare_digest
from typing import Annotated

from fastapi import APIRouter, Cookie, Depends, HTTPException, Query, status
from fastapi.responses import RedirectResponse

from app.auth.cookies import STATE_COOKIE, forget_state, keep_session, keep_state
from app.auth.errors import unauthenticated
from app.auth.identities import ATTEMPT_LIFETIME, Identities
from app.auth.logins import Logins
from app.auth.oidc import LoginRefused, OidcClient, ProviderUnavailable, new_attempt
from app.auth.permissions import Permission
from app.auth.resources import OidcDep, SettingsDep
from app.auth.web_sessions import WebSessions
from app.core.problems import refuses

router = APIRouter(prefix="/api/v1/auth/oidc", tags=["auth"])

IdentitiesDep = Annotated[Identities, Depends()]
AFTER_LOGIN = "/api/v1/users/me"
"""Where a browser goes when somebody has logged in; a shop with pages would have one for it."""


def get_provider(client: OidcDep) -> OidcClient:
    """Return the client of the provider.

    Raises: 404 where no provider is set up.
    """
    if client is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "There is no login by a provider here.")
    return client


ProviderDep = Annotated[OidcClient, Depends(get_provider)]


def unavailable(error: ProviderUnavailable) -> HTTPException:
    """Make the refusal for a provider that is out of order."""
    return HTTPException(
        status.HTTP_503_SERVICE_UNAVAILABLE, str(error), headers={"Retry-After": "30"}
    )


@router.get(
    "/login",
    status_code=status.HTTP_303_SEE_OTHER,
    response_class=RedirectResponse,
    responses=refuses(404, 503),
    summary="Send the browser to the provider",
)
def start_oidc_login(
    provider: ProviderDep, identities: IdentitiesDep, settings: SettingsDep
) -> RedirectResponse:
    """Remember the attempt, give the browser its state as a cookie, and send it on.

    Raises: 503 when the provider does not answer.
    """
    attempt = new_attempt()
    try:
        address = provider.address_of_login(attempt)
    except ProviderUnavailable as error:
        raise unavailable(error) from error
    identities.remember(attempt)
    response = RedirectResponse(address, status.HTTP_303_SEE_OTHER)
    keep_state(response, attempt.state, int(ATTEMPT_LIFETIME.total_seconds()), settings)
    return response


@router.get(
    "/callback",
    status_code=status.HTTP_303_SEE_OTHER,
    response_class=RedirectResponse,
    responses=refuses(401, 404, 409, 422, 503),
    summary="Take the browser back from the provider",
)
def finish_oidc_login(  # noqa: PLR0913, PLR0917 - what a browser brings, and what looks at it
    provider: ProviderDep,
    identities: IdentitiesDep,
    logins: Annotated[Logins, Depends()],
    sessions: Annotated[WebSessions, Depends()],
    settings: SettingsDep,
    state: Annotated[str, Query(max_length=200)] = "",
    code: Annotated[str, Query(max_length=2000)] = "",
    cookie: Annotated[str, Cookie(alias=STATE_COOKIE, include_in_schema=False)] = "",
) -> RedirectResponse:
    """Start a session for the person whom the provider names.

    The state must be the one in this browser's cookie: otherwise somebody else began this login,
    and their account would be the one that is used from now on (RFC 6749, section 10.12).

    Raises: 401 when the login cannot be believed; 409 when somebody else has the e-mail address;
    503 when the provider does not answer.
    """
    same_browser = compare_digest(state.encode(), cookie.encode())
    attempt = identities.take(state) if state and same_browser else None
    if attempt is None:
        raise unauthenticated("This login was not begun in this browser, or long ago.")
    try:
        user = identities.user_of(provider.exchange(code, attempt))
    except LoginRefused as error:
        raise unauthenticated(str(error)) from error
    except ProviderUnavailable as error:
        raise unavailable(error) from error
    secret, _ = sessions.start(logins.start(user, [*Permission]))
    response = RedirectResponse(AFTER_LOGIN, status.HTTP_303_SEE_OTHER)
    keep_session(response, secret, settings)
    forget_state(response, settings)
    return response
