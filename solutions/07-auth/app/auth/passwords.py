"""Passwords: what is stored of them, and how a password that is sent is held against it."""

import secrets
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError


def _normal(password: str) -> bytes:
    """Write a password in one of the ways that Unicode has for it.

    A keyboard may send `é` as one character or as `e` with an accent (NIST SP 800-63B-4, 3.1.1.2).
    JSON may even send half a character (`"\\ud800"`), which UTF-8 cannot write.
    """
    return unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")


class Passwords:
    """Makes and checks hashes with argon2id (RFC 9106).

    A hash is a text such as `$argon2id$v=19$m=65536,t=3,p=4$<salt>$<digest>`: it says itself how it
    was made, so hashes of different costs can lie side by side.
    """

    def __init__(self, hasher: PasswordHasher) -> None:
        self._hasher = hasher
        self._hash_of_nobody = hasher.hash(secrets.token_urlsafe())

    def hash(self, password: str) -> str:
        """Return what may be stored of a password: a hash with a salt of its own."""
        return self._hasher.hash(_normal(password))

    def verify(self, stored: str | None, password: str) -> bool:
        """Tell whether a password is the one that was hashed; without a hash, it never is.

        Where there is no hash, because there is no such user or they have no password, one that
        nobody knows is checked: the answer takes as long as any other.
        """
        try:
            self._hasher.verify(stored or self._hash_of_nobody, _normal(password))
        except (VerificationError, InvalidHashError):
            return False
        return stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Tell whether a hash was made with other costs than those that are set today."""
        return self._hasher.check_needs_rehash(stored)
