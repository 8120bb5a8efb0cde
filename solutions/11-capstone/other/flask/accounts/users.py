"""Accounts."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from accounts.models import Change, PageQuery, PasswordChange, RoleChange, SignUp, user_of
from accounts.problems import read_body, read_query, refusal
from accounts.security import (
    CHANGE,
    GIVE_ROLES,
    READ,
    Row,
    fits,
    hash_of,
    lock_both,
    lock_own,
    may,
    who_asks,
)
from accounts.tokens import admit, end, forgive

users = Blueprint("users", __name__, url_prefix="/api/v1/users")


def find(db: Connection, user_id: UUID, asker: Row, permission: str) -> Row:
    """One's own account, or another one if the asker may do something to it.

    Unless it is only read, it is locked.
    Raises: 404 for who may not even read, 403 for who may read only.
    """
    if user_id == asker["id"]:
        return asker if permission == READ else lock_own(db, asker)
    if not may(asker, READ):
        raise refusal(404, f"There is no account {user_id}.")
    if not may(asker, permission):
        raise refusal(403, f"This needs the permission {permission}.")
    if permission == READ:
        query = text("SELECT * FROM users WHERE id = :id")
        user: Any = db.execute(query, {"id": user_id}).mappings().one_or_none()
    else:
        user = lock_both(db, asker, user_id, permission)
    if user is None:
        raise refusal(404, f"There is no account {user_id}.")
    return user  # type: ignore[no-any-return]


@users.post("")
def sign_up() -> tuple[dict[str, str], int, dict[str, str]]:
    """Make an account for whoever asks, as a member."""
    data = read_body(SignUp)
    query = text("""
        INSERT INTO users (email, name, password_hash) VALUES (:email, :name, :hash)
        ON CONFLICT DO NOTHING RETURNING *
    """)
    values = {"email": data.email, "name": data.name, "hash": hash_of(data.password)}
    with current_app.config["DATABASE"].begin() as db:
        user = db.execute(query, values).mappings().one_or_none()
    if user is None:
        raise refusal(409, "This address has an account.")
    return user_of(user), 201, {"Location": f"/api/v1/users/{user['id']}"}


@users.get("")
def list_users() -> dict[str, Any]:
    """A page of accounts, the oldest first."""
    with current_app.config["DATABASE"].begin() as db:
        who_asks(db, READ)
        asked = read_query(PageQuery)
        where = "WHERE strpos(lower(email), lower(:search)) > 0"
        where += " OR strpos(lower(name), lower(:search)) > 0"
        keys = asked.model_dump()
        total = db.scalar(text(f"SELECT count(*) FROM users {where}"), keys)  # noqa: S608
        query = f"SELECT * FROM users {where} ORDER BY created_at, id LIMIT :limit OFFSET :offset"  # noqa: S608
        items = [user_of(row) for row in db.execute(text(query), keys).mappings()]
    return {"items": items, "total": total, "limit": asked.limit, "offset": asked.offset}


@users.get("/me")
def read_me() -> dict[str, str]:
    """Who is asking."""
    with current_app.config["DATABASE"].begin() as db:
        return user_of(who_asks(db))


@users.put("/me/password")
def change_password() -> tuple[str, int]:
    """Change one's password, and end all logins."""
    with current_app.config["DATABASE"].begin() as db:
        asker = who_asks(db)
    data = read_body(PasswordChange)
    attempts_on = f"current password of {asker['id']}"
    admit(attempts_on)
    with current_app.config["DATABASE"].begin() as db:
        user = lock_own(db, asker)
        if not fits(user["password_hash"], data.current_password):
            raise refusal(403, "The current password is wrong.")
        values = {"id": user["id"], "hash": hash_of(data.new_password)}
        db.execute(text("UPDATE users SET password_hash = :hash WHERE id = :id"), values)
        forgive(db, attempts_on)
        end(db, "user_id", user["id"])
    return "", 204


@users.get("/<uuid:user_id>")
def read_user(user_id: UUID) -> dict[str, str]:
    """One account."""
    with current_app.config["DATABASE"].begin() as db:
        return user_of(find(db, user_id, who_asks(db), READ))


@users.patch("/<uuid:user_id>")
def change_user(user_id: UUID) -> dict[str, str]:
    """Change name or address."""
    query = text("""
        UPDATE users SET email = coalesce(:email, email), name = coalesce(:name, name)
        WHERE id = :id RETURNING *
    """)
    try:
        with current_app.config["DATABASE"].begin() as db:
            user = find(db, user_id, who_asks(db), CHANGE)
            change = read_body(Change).model_dump(exclude_unset=True)
            values = {"email": None, "name": None, **change, "id": user["id"]}
            return user_of(db.execute(query, values).mappings().one())
    except IntegrityError:
        raise refusal(409, "This address has an account.") from None


@users.delete("/<uuid:user_id>")
def delete_user(user_id: UUID) -> tuple[str, int]:
    """Remove an account; administrators do not remove themselves."""
    with current_app.config["DATABASE"].begin() as db:
        asker = who_asks(db)
        user = find(db, user_id, asker, CHANGE)
        if user_id == asker["id"] and user["role"] == "admin":
            raise refusal(409, "Administrators are removed by another administrator.")
        db.execute(text("DELETE FROM users WHERE id = :id"), {"id": user["id"]})
    return "", 204


@users.put("/<uuid:user_id>/role")
def change_role(user_id: UUID) -> dict[str, str]:
    """Give an account a role."""
    with current_app.config["DATABASE"].begin() as db:
        asker = who_asks(db, GIVE_ROLES)
        values = read_body(RoleChange).model_dump() | {"id": user_id}
        if user_id == asker["id"]:
            raise refusal(409, "Nobody changes their own role.")
        if lock_both(db, asker, user_id, GIVE_ROLES) is None:
            raise refusal(404, f"There is no account {user_id}.")
        query = text("UPDATE users SET role = :role WHERE id = :id RETURNING *")
        return user_of(db.execute(query, values).mappings().one())
