"""Logging in, refreshing, logging out."""

import math
from typing import Any

from flask import Blueprint, current_app
from sqlalchemy import Connection, text

from accounts.models import Credentials, RefreshToken
from accounts.problems import read_body, refusal
from accounts.security import CHALLENGE, fingerprint, fits, hand_out

tokens = Blueprint("tokens", __name__, url_prefix="/api/v1/tokens")

LOCK = "SELECT pg_advisory_xact_lock(hashtext(:account))"
FORGET_OLD = """
    DELETE FROM login_attempts
    WHERE account = :account AND attempted_at <= now() - make_interval(secs => :window)
"""
COUNT = """
    SELECT count(*) AS attempts,
        extract(epoch FROM min(attempted_at) - now()) + :window AS seconds
    FROM login_attempts WHERE account = :account
"""


def forgive(db: Connection, name: str) -> None:
    """Forget the attempts on an account after one that succeeded."""
    account = {"account": fingerprint(name)}
    db.execute(text("DELETE FROM login_attempts WHERE account = :account"), account)


def admit(name: str) -> None:
    """Count an attempt in a transaction of its own, or refuse it.

    `name`: what passwords are tried on, the address that somebody logs in with for example.

    Raises: 429.
    """
    config = current_app.config
    keys = {"account": fingerprint(name), "window": config["LOGIN_WINDOW_SECONDS"]}
    with config["DATABASE"].begin() as db:
        db.execute(text(LOCK), keys)
        db.execute(text(FORGET_OLD), keys)
        attempts, seconds = db.execute(text(COUNT), keys).one()
        if attempts >= config["LOGIN_ATTEMPTS"]:
            wait = str(max(1, math.ceil(seconds)))
            raise refusal(429, "Too many attempts. Try again later.", {"Retry-After": wait})
        db.execute(text("INSERT INTO login_attempts VALUES (:account)"), keys)


def end(db: Connection, column: str, key: object) -> None:
    """End logins: one by its `id`, or all of a `user_id`."""
    query = f"UPDATE logins SET ended_at = now() WHERE {column} = :key"  # noqa: S608 - ours
    db.execute(text(query), {"key": key})


@tokens.post("")
def log_in() -> dict[str, Any]:
    """Exchange an address and a password for tokens; the refusal says nothing of what was wrong.

    The account is locked while the hash is made: who changes the password meanwhile waits, and ends
    this login, too.
    """
    data = read_body(Credentials)
    admit(data.email)
    with current_app.config["DATABASE"].begin() as db:
        query = text("SELECT id, password_hash FROM users WHERE email = :email FOR SHARE")
        user = db.execute(query, {"email": data.email}).mappings().one_or_none()
        if not fits(user and user["password_hash"], data.password):
            raise refusal(401, "The e-mail address or the password is wrong.", CHALLENGE)
        forgive(db, data.email)
        query = text("INSERT INTO logins (user_id) VALUES (:user) RETURNING id")
        return hand_out(db, user["id"], db.scalar(query, {"user": user["id"]}))


@tokens.post("/refresh")
def refresh() -> dict[str, Any]:
    """Exchange a refresh token: once. A second time ends its login, in spite of the refusal."""
    mark = {"mark": fingerprint(read_body(RefreshToken).refresh_token)}
    lock = """
        SELECT FROM logins JOIN refresh_tokens ON login_id = logins.id
        WHERE fingerprint = :mark FOR UPDATE OF logins
    """
    query = """
        SELECT login_id, user_id, used_at, expires_at > now() AND ended_at IS NULL AS lives
        FROM refresh_tokens JOIN logins ON logins.id = login_id WHERE fingerprint = :mark
    """
    with current_app.config["DATABASE"].begin() as db:
        db.execute(text(lock), mark)  # as who removes the account does: logins before their tokens
        row = db.execute(text(query), mark).mappings().one_or_none()
        if row and row["lives"] and not row["used_at"]:
            update = "UPDATE refresh_tokens SET used_at = now() WHERE fingerprint = :mark"
            db.execute(text(update), mark)
            return hand_out(db, row["user_id"], row["login_id"])
        if row and row["used_at"]:
            end(db, "id", row["login_id"])
    raise refusal(401, "The refresh token is not valid.", CHALLENGE)


@tokens.post("/revoke")
def revoke() -> tuple[str, int]:
    """Log out: end the login of a refresh token; an unknown one is no error."""
    mark = {"mark": fingerprint(read_body(RefreshToken).refresh_token)}
    query = text("SELECT login_id FROM refresh_tokens WHERE fingerprint = :mark")
    with current_app.config["DATABASE"].begin() as db:
        end(db, "id", db.scalar(query, mark))
    return "", 204
