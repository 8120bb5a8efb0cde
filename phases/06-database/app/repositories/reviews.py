"""Reviews in the database, and who likes them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import joinedload, selectinload

from app.db.errors import Conflict, Missing, refusing
from app.db.session import SessionDep
from app.db.tables import ProductRow, ReviewRow, review_likes
from app.repositories.products import ON_SALE

# exercise 6.6: Reviews, and the statements that they cost. What comes along with each review?
_WITH_PEOPLE: tuple[Any, ...] = ()


class ReviewRepository:
    """All reviews. Nothing here commits."""

    def __init__(self, session: SessionDep) -> None:
        self._session = session

    def list(
        self, product_id: int, *, limit: int, offset: int
    ) -> tuple[Sequence[ReviewRow], int] | None:
        """Return a page of a product's reviews, the oldest first, and how many there are in all.

        Returns: None when no product on sale has this id.
        """
        raise NotImplementedError("exercise 6.6")

    def find(self, review_id: int) -> ReviewRow | None:
        """Return the review with its people, or None when there is none with this id."""
        raise NotImplementedError("exercise 6.6")

    def add(self, product_id: int, fields: Mapping[str, Any]) -> ReviewRow:
        """Store a review of a product and return it.

        Raises: Missing when no product on sale has this id; Conflict when no user has the author's
        id, or the author has reviewed the product already.
        """
        raise NotImplementedError("exercise 6.6")

    def remove(self, review_id: int) -> bool:
        """Remove a review, with its likes. Returns: whether there was one."""
        raise NotImplementedError("exercise 6.6")

    def like(self, review_id: int, user_id: int) -> None:
        """Let a user like a review; twice is as good as once.

        Raises: Missing when there is no such review or user.
        """
        raise NotImplementedError("exercise 6.6")

    def unlike(self, review_id: int, user_id: int) -> bool:
        """Let a user like a review no more. Returns: whether they did."""
        raise NotImplementedError("exercise 6.6")

    def _is_on_sale(self, product_id: int) -> bool:
        query = select(ProductRow.id).where(ProductRow.id == product_id, ON_SALE)
        return self._session.execute(query).one_or_none() is not None
