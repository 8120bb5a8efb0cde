"""Accounts with Flask: the specification of the capstone in another framework."""

import os

from flask import Flask
from sqlalchemy import text

from accounts.database import connect
from accounts.operations import add_operations
from accounts.problems import MAX_BODY_BYTES, add_problem_handlers
from accounts.security import hash_of
from accounts.tokens import tokens
from accounts.users import users

DEFAULTS = {
    "ACCESS_TOKEN_SECONDS": 15 * 60,
    "REFRESH_TOKEN_SECONDS": 14 * 24 * 60 * 60,
    "LOGIN_ATTEMPTS": 10,
    "LOGIN_WINDOW_SECONDS": 60,
    "ARGON2_TIME_COST": 3,
    "ARGON2_MEMORY_KIB": 65_536,
    "ARGON2_PARALLELISM": 4,
}


def create_app() -> Flask:
    """Build the application from environment variables.

    Raises: KeyError for one that is missing, ValueError for a secret that is too short or a token that
    would be valid for too long.
    """
    app = Flask(__name__)
    app.config |= {name: int(os.environ.get(name, value)) for name, value in DEFAULTS.items()}
    app.config["TOKEN_SECRET"] = os.environ["TOKEN_SECRET"]
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY_BYTES + 1  # of more without a length, Werkzeug cuts
    app.config["DATABASE"] = connect(os.environ["DATABASE_URL"])
    app.json.sort_keys = False  # type: ignore[attr-defined]
    if len(app.config["TOKEN_SECRET"]) < 32:
        raise ValueError("TOKEN_SECRET has fewer than 32 characters")
    if not 0 < app.config["ACCESS_TOKEN_SECONDS"] <= 3600:
        raise ValueError("ACCESS_TOKEN_SECONDS is an hour at most")
    app.register_blueprint(tokens)
    app.register_blueprint(users)
    add_problem_handlers(app)
    add_operations(app)
    with app.app_context():
        ensure_administrator(app, os.environ["ADMIN_EMAIL"], os.environ["ADMIN_PASSWORD"])
    return app


def ensure_administrator(app: Flask, email: str, password: str) -> None:
    """Make the first administrator, unless the address has an account already."""
    query = text("""
        INSERT INTO users (email, name, role, password_hash)
        VALUES (:email, 'Administrator', 'admin', :hash) ON CONFLICT DO NOTHING
    """)
    with app.config["DATABASE"].begin() as db:
        db.execute(query, {"email": email.lower(), "hash": hash_of(password)})
