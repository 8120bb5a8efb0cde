"""Passwords: what is stored of them, and how one that is sent is held against it."""

from typing import Annotated

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from fastapi import Depends, Request

from app.settings import Settings

HASHES_AT_ONCE = 4
"""Each one takes 64 MB: four of them 256 MB, forty (the threads of a worker) would take 2.5 GB."""


def _bytes(password: str) -> bytes:
    r"""Write a password in UTF-8, also with half a character in it: JSON may send `"\ud800"`."""
    return password.encode("utf-8", "surrogatepass")


class Passwords:
    """Makes and checks hashes with argon2id (RFC 9106), at the costs of the settings."""

    def __init__(self, settings: Settings) -> None:
        self._hasher = PasswordHasher(
            settings.argon2_time_cost, settings.argon2_memory_kib, settings.argon2_parallelism
        )

    def hash(self, password: str) -> str:
        """Return what may be stored of a password: a hash with a salt of its own."""
        return self._hasher.hash(_bytes(password))

    def verify(self, stored: str | None, password: str) -> bool:
        """Tell whether a password is the one that was hashed; without a hash, it never is.

        For an account that does not exist a hash is made all the same: the answer takes as long.
        """
        if stored is None:
            self._hasher.hash(_bytes(password))
            return False
        try:
            return self._hasher.verify(stored, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False


async def get_passwords(request: Request) -> Passwords:
    """Lend out what hashes passwords. It is `async`, because it never waits."""
    return Passwords(request.state.settings)


PasswordsDep = Annotated[
    Passwords, Depends(get_passwords, scope="function", max_concurrency=HASHES_AT_ONCE)
]
