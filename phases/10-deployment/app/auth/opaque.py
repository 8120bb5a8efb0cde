"""Secrets that mean nothing by themselves: refresh tokens, session cookies, API keys, reset links.

They are 256 random bits. Nobody can guess them, so one quick SHA-256 is enough to store them by:
argon2 is there for secrets that people think up.
"""

import hashlib
import secrets


def new_secret() -> str:
    """Return 256 random bits as 43 characters that fit into URLs, headers and cookies."""
    return secrets.token_urlsafe(32)


def fingerprint(secret: str) -> str:
    """Return what is stored of a secret: its SHA-256 in hexadecimal, 64 characters."""
    return hashlib.sha256(secret.encode()).hexdigest()
