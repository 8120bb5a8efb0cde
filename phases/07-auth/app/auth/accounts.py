"""Accounts: signing in with a password, and giving an account another one."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from sqlalchemy import delete

from app.auth.errors import InvalidCredentials
from app.auth.logins import Logins
from app.auth.resources import PasswordsDep
from app.auth.throttle import LoginThrottle
from app.db.session import SessionDep
from app.db.tables import ApiKeyRow, PasswordResetRow, UserRow
from app.repositories.users import UserRepository


class Accounts:
    """What needs a password, or sets one.

    The passwords come first among what it depends on: who waits for them holds no connection.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what FastAPI hands in
        self,
        passwords: PasswordsDep,
        session: SessionDep,
        users: Annotated[UserRepository, Depends()],
        logins: Annotated[Logins, Depends()],
        throttle: Annotated[LoginThrottle, Depends()],
        request: Request,
    ) -> None:
        self._passwords = passwords
        self._session = session
        self._users = users
        self._logins = logins
        self._throttle = throttle
        self._address = request.client.host if request.client else "unknown"

    def sign_in(self, email: str, password: str) -> UserRow:
        """Return the user whose e-mail address and password these are.

        A hash takes its time. The user is locked meanwhile: a new password waits for this login and
        ends it, or comes before it. A hash that was made with other costs than today's is replaced:
        now, and only now, the password is there to make a new one.

        Raises: InvalidCredentials, which does not say what was wrong; 429 for too many attempts.
        """
        raise NotImplementedError("exercise 7.4")

    def set_password(self, user: UserRow, password: str, *, keep: UUID | None = None) -> None:
        """Give a user a new password, and end all their logins but one: some may not be theirs.

        Without one to keep it is a reset. It revokes the API keys, too: whoever was in could have
        made one.
        """
        raise NotImplementedError("exercise 7.10")
