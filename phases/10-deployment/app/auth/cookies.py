"""The cookies of a login, and what keeps them safe (draft-ietf-httpbis-rfc6265bis, section 4.1).

`httponly`: no script can read them. `secure`: they are sent over HTTPS only. `samesite="lax"`:
other sites cannot make a browser send them, except when a person follows a link.
"""

from fastapi import Response

from app.auth.dependencies import SESSION_COOKIE
from app.core.config import Settings

STATE_COOKIE = "oidc_state"
STATE_PATH = "/api/v1/auth/oidc"


def keep_session(response: Response, secret: str, settings: Settings) -> None:
    """Ask the browser to keep a session's secret and to send it with each request."""
    response.set_cookie(
        SESSION_COOKIE,
        secret,
        max_age=settings.session_seconds,
        httponly=True,
        secure=settings.cookie_secure,
        samesite="lax",
    )


def forget_session(response: Response, settings: Settings) -> None:
    """Ask the browser to forget the session."""
    response.delete_cookie(
        SESSION_COOKIE, httponly=True, secure=settings.cookie_secure, samesite="lax"
    )


def keep_state(response: Response, state: str, lifetime: int, settings: Settings) -> None:
    """Ask the browser to keep the state of a login at the provider, until it returns from there."""
    response.set_cookie(
        STATE_COOKIE,
        state,
        max_age=lifetime,
        path=STATE_PATH,
        httponly=True,
        secure=settings.cookie_secure,
        samesite="lax",  # strict would withhold it: the browser returns from another site
    )


def forget_state(response: Response, settings: Settings) -> None:
    """Ask the browser to forget that state: it is used up."""
    response.delete_cookie(
        STATE_COOKIE,
        path=STATE_PATH,
        httponly=True,
        secure=settings.cookie_secure,
        samesite="lax",
    )
