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

# What is sent of a review comes with it: its one author by a JOIN, its many likes by one more
# statement for all reviews. Read one by one, they would be two statements for each review.
_WITH_PEOPLE = (joinedload(ReviewRow.author), selectinload(ReviewRow.liked_by))


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
        if not self._is_on_sale(product_id):
            return None
        chosen = ReviewRow.product_id == product_id
        query = select(ReviewRow).where(chosen).options(*_WITH_PEOPLE).order_by(ReviewRow.id)
        reviews = self._session.scalars(query.limit(limit).offset(offset)).all()
        count = select(func.count()).select_from(ReviewRow).where(chosen)
        return reviews, self._session.execute(count).scalar_one()

    def find(self, review_id: int) -> ReviewRow | None:
        """Return the review with its people, or None when there is none with this id."""
        return self._session.get(ReviewRow, review_id, options=_WITH_PEOPLE, populate_existing=True)

    def add(self, product_id: int, fields: Mapping[str, Any]) -> ReviewRow:
        """Store a review of a product and return it.

        Raises: Missing when no product on sale has this id; Conflict when no user has the author's
        id, or the author has reviewed the product already.
        """
        if not self._is_on_sale(product_id):
            raise Missing(f"There is no product {product_id}.")
        review = ReviewRow(product_id=product_id, **fields)
        self._session.add(review)
        author = fields["author_id"]
        refusals = {
            "uq_reviews_product_id_author_id": Conflict(
                f"User {author} has reviewed this product already."
            ),
            "fk_reviews_author_id": Conflict(f"There is no user {author}."),
        }
        with refusing(refusals):
            self._session.flush()
        self._session.refresh(review, ["author", "liked_by"])
        return review

    def remove(self, review_id: int) -> bool:
        """Remove a review, with its likes. Returns: whether there was one."""
        statement = delete(ReviewRow).where(ReviewRow.id == review_id)
        removed = self._session.execute(statement.returning(ReviewRow.id))
        return removed.one_or_none() is not None

    def like(self, review_id: int, user_id: int) -> None:
        """Let a user like a review; twice is as good as once.

        Raises: Missing when there is no such review or user.
        """
        statement = insert(review_likes).values(review_id=review_id, user_id=user_id)
        refusals = {
            "fk_review_likes_review_id": Missing(f"There is no review {review_id}."),
            "fk_review_likes_user_id": Missing(f"There is no user {user_id}."),
        }
        with refusing(refusals):
            self._session.execute(statement.on_conflict_do_nothing())

    def unlike(self, review_id: int, user_id: int) -> bool:
        """Let a user like a review no more. Returns: whether they did."""
        link = review_likes.c
        statement = delete(review_likes).where(link.review_id == review_id, link.user_id == user_id)
        removed = self._session.execute(statement.returning(link.user_id))
        return removed.one_or_none() is not None

    def _is_on_sale(self, product_id: int) -> bool:
        query = select(ProductRow.id).where(ProductRow.id == product_id, ON_SALE)
        return self._session.execute(query).one_or_none() is not None
