"""Passwords: what is stored of them, and how one that is sent is held against it."""

import secrets
from functools import cache
from typing import Annotated

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from fastapi import Depends, Request

from app.settings import Settings

HASHES_AT_ONCE = 4
"""Each one takes 64 MB: four of them 256 MB, forty (the threads of a worker) would take 2.5 GB."""


class Passwords:
    """Makes and checks hashes with argon2id (RFC 9106)."""

    def __init__(self, hasher: PasswordHasher) -> None:
        self._hasher = hasher
        self._hash_of_nobody = hasher.hash(secrets.token_urlsafe())

    def hash(self, password: str) -> str:
        """Return what may be stored of a password: a hash with a salt of its own."""
        return self._hasher.hash(password)

    def verify(self, stored: str | None, password: str) -> bool:
        """Tell whether a password is the one that was hashed; without a hash, it never is.

        For an account that does not exist the hash of nobody is checked: the answer takes as long.
        """
        try:
            self._hasher.verify(stored or self._hash_of_nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None


@cache
def make_passwords(time_cost: int, memory_kib: int, parallelism: int) -> Passwords:
    """Make what hashes passwords, at the costs of the settings; once in a process."""
    return Passwords(PasswordHasher(time_cost, memory_kib, parallelism))


def passwords_of(settings: Settings) -> Passwords:
    """Return what hashes passwords as the settings say."""
    return make_passwords(
        settings.argon2_time_cost, settings.argon2_memory_kib, settings.argon2_parallelism
    )


async def get_passwords(request: Request) -> Passwords:
    """Lend out what hashes passwords. It is `async`, because it never waits."""
    return passwords_of(request.state.settings)


PasswordsDep = Annotated[
    Passwords, Depends(get_passwords, scope="function", max_concurrency=HASHES_AT_ONCE)
]
