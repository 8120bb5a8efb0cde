"""What is made once, when the application starts, and used by the requests.

The functions that hand it out are `async`: they never wait, so FastAPI needs no thread for them.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Annotated

from argon2 import PasswordHasher
from fastapi import Depends, Request

from app.auth.oidc import OidcClient
from app.auth.passwords import Passwords
from app.auth.tokens import AccessTokens
from app.core.config import Settings
from app.mail import Mailer

HASHES_AT_ONCE = 4
"""Each one takes 64 MB: four of them 256 MB, forty (the threads of a worker) would take 2.5 GB."""


def make_passwords(settings: Settings) -> Passwords:
    """Make what hashes passwords, at the costs of the settings."""
    hasher = PasswordHasher(
        time_cost=settings.argon2_time_cost,
        memory_cost=settings.argon2_memory_kib,
        parallelism=settings.argon2_parallelism,
    )
    return Passwords(hasher)


def make_access_tokens(settings: Settings) -> AccessTokens:
    """Make what issues and verifies access tokens, with the keys of the settings."""
    return AccessTokens(
        keys={name: key.get_secret_value() for name, key in settings.token_keys.items()},
        issuer=settings.token_issuer,
        audience=settings.token_audience,
        lifetime=timedelta(seconds=settings.access_token_seconds),
    )


@contextmanager
def oidc_client(settings: Settings) -> Iterator[OidcClient | None]:
    """Make the client of the provider, and close it at the end; None where none is set up."""
    if settings.oidc_issuer is None:
        yield None
        return
    client = OidcClient(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret.get_secret_value(),
        redirect_uri=f"{str(settings.public_url).rstrip('/')}/api/v1/auth/oidc/callback",
    )
    try:
        yield client
    finally:
        client.close()


async def get_settings(request: Request) -> Settings:
    """Return the settings with which the application was made."""
    settings: Settings = request.state.settings
    return settings


async def get_access_tokens(request: Request) -> AccessTokens:
    """Return what issues and verifies access tokens."""
    tokens: AccessTokens = request.state.access_tokens
    return tokens


async def get_mailer(request: Request) -> Mailer:
    """Return what sends mails."""
    mailer: Mailer = request.state.mailer
    return mailer


async def lend_oidc_client(request: Request) -> AsyncIterator[OidcClient | None]:
    """Lend out the client of the provider, if one is set up, until the operation has ended."""
    yield request.state.oidc


async def borrow_passwords(request: Request) -> AsyncIterator[Passwords]:
    """Lend out what makes and checks hashes, until the operation has ended."""
    yield request.state.passwords


SettingsDep = Annotated[Settings, Depends(get_settings)]
AccessTokensDep = Annotated[AccessTokens, Depends(get_access_tokens)]
MailerDep = Annotated[Mailer, Depends(get_mailer)]
# Operations ask for it first: while the provider is slow, others should find threads and sessions.
OidcDep = Annotated[
    OidcClient | None, Depends(lend_oidc_client, scope="function", max_concurrency=2)
]
# Exercise 7.4: Log in. As many hashes are worked on at once as requests come.
PasswordsDep = Annotated[Passwords, Depends(borrow_passwords, scope="function")]
