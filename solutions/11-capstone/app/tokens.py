"""Tokens: access tokens are JSON Web Tokens (RFC 7519), refresh tokens mean nothing."""

import hashlib
import secrets
import time
from dataclasses import dataclass
from uuid import UUID

import jwt

from app.settings import Settings

ALGORITHM = "HS256"
"""Never taken from the token's header, which an attacker writes (RFC 8725, section 3.1)."""

CLAIMS = ["sub", "sid", "iat", "exp"]


class InvalidToken(Exception):  # noqa: N818 - it says what it is
    """A text that is no valid access token, for whatever reason."""


@dataclass(frozen=True, slots=True)
class Claims:
    """What a valid access token says: whose it is, and of which login."""

    user_id: UUID
    login_id: UUID


def issue(claims: Claims, settings: Settings) -> str:
    """Return a signed access token."""
    now = int(time.time())
    payload = {
        "sub": str(claims.user_id),
        "sid": str(claims.login_id),
        "iat": now,
        "exp": now + settings.access_token_seconds,
    }
    return jwt.encode(payload, settings.token_secret.get_secret_value(), algorithm=ALGORITHM)


def verify(token: str, settings: Settings) -> Claims:
    """Return what an access token says.

    Raises: InvalidToken for one that we did not sign, that has expired, or that lacks a claim.
    """
    try:
        payload = jwt.decode(
            token,
            settings.token_secret.get_secret_value(),
            algorithms=[ALGORITHM],
            options={"require": CLAIMS},
        )
        return Claims(user_id=UUID(payload["sub"]), login_id=UUID(payload["sid"]))
    except (jwt.InvalidTokenError, ValueError, AttributeError) as error:
        raise InvalidToken(str(error)) from error


def new_secret() -> str:
    """Return 256 random bits as 43 characters that fit into JSON, headers and URLs."""
    return secrets.token_urlsafe(32)


def fingerprint(secret: str) -> str:
    """Return what is stored of a secret: its SHA-256 in hexadecimal, 64 characters."""
    return hashlib.sha256(secret.encode()).hexdigest()
