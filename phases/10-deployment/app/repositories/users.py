"""Users in the database, and who follows whom."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert

from app.db.errors import Conflict, Missing, refusing
from app.db.session import SessionDep
from app.db.tables import PasswordResetRow, UserRow, followers
from app.repositories.keyset import KeysetPage, Order, PageRequest, read_keyset_page
from app.repositories.paging import Page, read_page

PUBLIC = (UserRow.id, UserRow.email, UserRow.name, UserRow.role)
"""The columns that clients see."""

_id = UserRow.__table__.c.id
_OLDEST_FIRST = Order("id", _id, _id)


class UserRepository:
    """All users. Nothing here commits."""

    def __init__(self, session: SessionDep) -> None:
        self._session = session

    def list(self, page: PageRequest) -> KeysetPage:
        """Return a page of users, the oldest first."""
        return read_keyset_page(self._session, select(*PUBLIC), _OLDEST_FIRST, page)

    def find(self, user_id: int) -> UserRow | None:
        """Return the user, or None when there is none with this id."""
        return self._session.get(UserRow, user_id)

    def find_by_email(self, email: str) -> UserRow | None:
        """Return the user with an e-mail address, however it is written, or None."""
        return self._session.scalar(
            select(UserRow).where(func.lower(UserRow.email) == func.lower(email))
        )

    def lock_by_email(self, email: str) -> UserRow | None:
        """Return the same, as it is now, and let nobody change the user until the commit."""
        return self._session.scalar(
            select(UserRow)
            .where(func.lower(UserRow.email) == func.lower(email))
            .with_for_update(key_share=True)  # orders and logins of the user may still be stored
            .execution_options(populate_existing=True)  # the session may have read the row before
        )

    def add(self, fields: Mapping[str, Any]) -> UserRow:
        """Store a new user and return it with its id.

        Raises: Conflict when another user has the address, in upper or lower case.
        """
        user = UserRow(**fields)
        self._session.add(user)
        self._flush(user)
        return user

    def change(self, user_id: int, fields: Mapping[str, Any]) -> UserRow | None:
        """Give some fields of a user another value.

        Returns: the changed user, or None when there is none with this id.
        Raises: Conflict when another user has the address.
        """
        # The session has read the row before, when it is the user who asks.
        user = self._session.get(UserRow, user_id, with_for_update=True, populate_existing=True)
        if user is None:
            return None
        if fields.get("email", user.email) != user.email:  # links went to the old address
            sent = delete(PasswordResetRow).where(PasswordResetRow.user_id == user_id)
            self._session.execute(sent)
        for name, value in fields.items():
            setattr(user, name, value)
        self._flush(user)
        return user

    def remove(self, user_id: int) -> bool:
        """Remove a user, with reviews, likes and follows. Returns: whether there was one."""
        user = self._session.get(UserRow, user_id, with_for_update=True)
        if user is None:
            return False
        self._session.delete(user)
        self._session.flush()
        return True

    def list_followers(self, user_id: int, *, limit: int, offset: int) -> Page:
        """Return a page of those who follow a user, the oldest user first."""
        query = (
            select(*PUBLIC)
            .join(followers, followers.c.follower_id == UserRow.id)
            .where(followers.c.user_id == user_id)
            .order_by(UserRow.id)
        )
        return read_page(self._session, query, limit=limit, offset=offset)

    def follow(self, user_id: int, follower_id: int) -> None:
        """Let somebody follow a user; twice is as good as once.

        Raises: Missing when one of the two is no user; Conflict when the two are one.
        """
        statement = insert(followers).values(user_id=user_id, follower_id=follower_id)
        refusals = {
            "fk_followers_user_id": Missing(f"There is no user {user_id}."),
            "fk_followers_follower_id": Missing(f"There is no user {follower_id}."),
            "ck_followers_not_oneself": Conflict("Nobody can follow themselves."),
        }
        with refusing(refusals):
            self._session.execute(statement.on_conflict_do_nothing())

    def unfollow(self, user_id: int, follower_id: int) -> bool:
        """Let somebody follow a user no more. Returns: whether they did."""
        pair = (followers.c.user_id == user_id, followers.c.follower_id == follower_id)
        gone = self._session.execute(delete(followers).where(*pair).returning(followers.c.user_id))
        return gone.one_or_none() is not None

    def _flush(self, user: UserRow) -> None:
        """Send what has changed now, to hear here what the database refuses."""
        with refusing({"uq_users_email": Conflict(f"There is a user {user.email} already.")}):
            self._session.flush()
