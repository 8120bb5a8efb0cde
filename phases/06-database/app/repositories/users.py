"""Users in the database, and who follows whom."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert

from app.db.errors import Conflict, Missing, refusing
from app.db.session import SessionDep
from app.db.tables import UserRow, followers
from app.repositories.paging import Page, read_page


class UserRepository:
    """All users. Nothing here commits."""

    def __init__(self, session: SessionDep) -> None:
        self._session = session

    def list(self, *, limit: int, offset: int) -> Page:
        """Return a page of users, the oldest first."""
        raise NotImplementedError("exercise 6.3")

    def find(self, user_id: int) -> UserRow | None:
        """Return the user, or None when there is none with this id."""
        raise NotImplementedError("exercise 6.3")

    def add(self, fields: Mapping[str, Any]) -> UserRow:
        """Store a new user and return it with its id.

        Raises: Conflict when another user has the address, in upper or lower case.
        """
        raise NotImplementedError("exercise 6.3")

    def change(self, user_id: int, fields: Mapping[str, Any]) -> UserRow | None:
        """Give some fields of a user another value.

        Returns: the changed user, or None when there is none with this id.
        Raises: Conflict when another user has the address.
        """
        raise NotImplementedError("exercise 6.3")

    def remove(self, user_id: int) -> bool:
        """Remove a user, with reviews, likes and follows. Returns: whether there was one."""
        raise NotImplementedError("exercise 6.3")

    def list_followers(self, user_id: int, *, limit: int, offset: int) -> Page:
        """Return a page of those who follow a user, the oldest user first."""
        raise NotImplementedError("exercise 6.5")

    def follow(self, user_id: int, follower_id: int) -> None:
        """Let somebody follow a user; twice is as good as once.

        Raises: Missing when one of the two is no user; Conflict when the two are one.
        """
        raise NotImplementedError("exercise 6.5")

    def unfollow(self, user_id: int, follower_id: int) -> bool:
        """Let somebody follow a user no more. Returns: whether they did."""
        raise NotImplementedError("exercise 6.5")

    def _flush(self, user: UserRow) -> None:
        """Send what has changed now, to hear here what the database refuses."""
        with refusing({"uq_users_email": Conflict(f"There is a user {user.email} already.")}):
            self._session.flush()
