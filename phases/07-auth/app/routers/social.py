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


# Exercise 7.12: Log in at a provider. Write `start_oidc_login` here.


# Exercise 7.12: Log in at a provider. Write `finish_oidc_login` here.
