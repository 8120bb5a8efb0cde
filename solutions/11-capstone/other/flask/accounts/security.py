"""Passwords, tokens, and who is asking."""

import hashlib
import secrets
import time
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app, request
from sqlalchemy import Connection, text

from accounts.problems import refusal

CHALLENGE = {"WWW-Authenticate": "Bearer"}
READ, CHANGE, GIVE_ROLES = "users:read", "users:change", "roles:give"
PERMISSIONS_OF = {"member": set(), "support": {READ}, "admin": {READ, CHANGE, GIVE_ROLES}}
Row = Mapping[str, Any]


def _hasher() -> PasswordHasher:
    config = current_app.config
    return PasswordHasher(
        config["ARGON2_TIME_COST"], config["ARGON2_MEMORY_KIB"], config["ARGON2_PARALLELISM"]
    )


def hash_of(password: str) -> str:
    """What may be stored of a password: a hash with a salt of its own.

    JSON may send half a character, which UTF-8 cannot write.
    """
    return _hasher().hash(password.encode("utf-8", "surrogatepass"))


def fits(stored: str | None, password: str) -> bool:
    """Whether a password is the one that was hashed; without a hash it takes as long to say no."""
    try:
        if stored is None:
            return not hash_of(password)
        return _hasher().verify(stored, password.encode("utf-8", "surrogatepass"))
    except (VerificationError, InvalidHashError):
        return False


def fingerprint(secret: str) -> str:
    """What is stored of a secret."""
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def hand_out(db: Connection, user_id: UUID, login_id: UUID) -> dict[str, Any]:
    """New tokens of a login; of the refresh token, its fingerprint stays."""
    secret, now, config = secrets.token_urlsafe(32), int(time.time()), current_app.config
    db.execute(
        text("""
            INSERT INTO refresh_tokens (fingerprint, login_id, expires_at)
            VALUES (:mark, :login, now() + make_interval(secs => :seconds))
        """),
        {
            "mark": fingerprint(secret),
            "login": login_id,
            "seconds": config["REFRESH_TOKEN_SECONDS"],
        },
    )
    lifetime = config["ACCESS_TOKEN_SECONDS"]
    claims = {"sub": str(user_id), "sid": str(login_id), "iat": now, "exp": now + lifetime}
    return {
        "access_token": jwt.encode(claims, config["TOKEN_SECRET"], algorithm="HS256"),
        "token_type": "Bearer",
        "expires_in": lifetime,
        "refresh_token": secret,
    }


def who_asks(db: Connection, permission: str = "") -> Row:
    """The account of the request's access token.

    Raises: 401 without a valid one, 403 where a permission is missing.
    """
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer":
        raise refusal(401, "Log in first.", CHALLENGE)
    try:
        claims = jwt.decode(
            token,
            current_app.config["TOKEN_SECRET"],
            algorithms=["HS256"],
            options={"require": ["sub", "sid", "iat", "exp"]},
        )
        keys = {"user": UUID(claims["sub"]), "login": UUID(claims["sid"])}
    except (jwt.InvalidTokenError, ValueError, AttributeError):
        raise refusal(401, "The access token is not valid.", CHALLENGE) from None
    query = """
        SELECT users.* FROM logins JOIN users ON users.id = logins.user_id
        WHERE logins.id = :login AND users.id = :user AND logins.ended_at IS NULL
    """
    user: Any = db.execute(text(query), keys).mappings().one_or_none()
    if user is None:
        raise refusal(401, "The access token is not valid.", CHALLENGE)
    if permission and not may(user, permission):
        raise refusal(403, f"This needs the permission {permission}.")
    return user  # type: ignore[no-any-return]


def may(user: Row, permission: str) -> bool:
    """Whether somebody may do something to other people's accounts."""
    return permission in PERMISSIONS_OF[user["role"]]


def lock_own(db: Connection, asker: Row) -> Row:
    """The asker's own account as it is now, locked.

    Raises: 401 when it was removed since it was looked up.
    """
    query = text("SELECT * FROM users WHERE id = :id FOR UPDATE")
    user: Any = db.execute(query, {"id": asker["id"]}).mappings().one_or_none()
    if user is None:
        raise refusal(401, "The access token is not valid.", CHALLENGE)
    return user  # type: ignore[no-any-return]


def lock_both(db: Connection, asker: Row, user_id: UUID, permission: str) -> Row | None:
    """Another account as it is now, locked as the asker's is: of two at once one waits here.

    Raises: 403 for an asker who may not do it any more.
    """
    query = "SELECT * FROM users WHERE id IN (:asker, :user) ORDER BY id FOR UPDATE"
    keys = {"asker": asker["id"], "user": user_id}
    found: dict[UUID, Any] = {row["id"]: row for row in db.execute(text(query), keys).mappings()}
    if asker["id"] not in found or not may(found[asker["id"]], permission):
        raise refusal(403, f"This needs the permission {permission}.")
    return found.get(user_id)
