"""Login and tokens: OAuth2's password grant, refresh, logout, and passwords that change."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Form, Response, status
from fastapi.exceptions import RequestValidationError

from app.auth.accounts import Accounts
from app.auth.dependencies import CurrentUser, LoginId
from app.auth.errors import InvalidCredentials, unauthenticated
from app.auth.logins import Logins
from app.auth.permissions import Permission
from app.auth.resets import PasswordResets
from app.auth.resources import MailerDep
from app.core.problems import refuses
from app.models.auth import (
    LoginForm,
    PasswordChange,
    RefreshToken,
    ResetConfirmation,
    ResetRequest,
    Token,
)
from app.repositories.users import UserRepository

router = APIRouter(prefix="/api/v1/auth", tags=["auth"])

AccountsDep = Annotated[Accounts, Depends()]
LoginsDep = Annotated[Logins, Depends()]
ResetsDep = Annotated[PasswordResets, Depends()]

WRONG_PASSWORD = {
    "type": "wrong_password",
    "loc": ("body", "current_password"),
    "msg": "This is not the current password.",
}
CHANGED = """Your password was changed just now.

If that was not you, ask for a new password at once: that ends all logins and API keys.
"""
RESET = """Somebody, probably you, asked for a new password. Choose one here:

{link}

If it was not you, nothing has happened, and nothing will.
"""


def keep_out_of_caches(response: Response) -> None:
    """Forbid to store what has tokens in it (RFC 6749, section 5.1)."""
    response.headers["Cache-Control"] = "no-store"


# Exercise 7.4: Log in. Write `create_token` here.


# Exercise 7.5: Refresh, and log out. Write `refresh_token` here.


# Exercise 7.5: Refresh, and log out. Write `logout` here.


# Exercise 7.10: Change and reset a password. Write `change_password` here.


# Exercise 7.10: Change and reset a password. Write `request_password_reset` here.


# Exercise 7.10: Change and reset a password. Write `confirm_password_reset` here.
