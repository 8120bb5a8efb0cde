"""Promotions in the database."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, or_, select

from app.db.errors import Conflict, refusing
from app.db.session import SessionDep
from app.db.tables import PromotionRow
from app.models.promotions import PromotionCreate
from app.repositories.paging import Page, read_page


class PromotionRepository:
    """All promotions. Nothing here commits."""

    def __init__(self, session: SessionDep) -> None:
        self._session = session

    def search(self, *, running_at: datetime | None, limit: int, offset: int) -> Page:
        """Return a page of promotions, the oldest first: all, or those that run at a moment."""
        query = select(*PromotionRow.__table__.columns)
        if running_at is not None:
            runs_on = or_(PromotionRow.ends_at.is_(None), PromotionRow.ends_at > running_at)
            query = query.where(PromotionRow.starts_at <= running_at, runs_on)
        query = query.order_by(PromotionRow.created_at, PromotionRow.id)
        return read_page(self._session, query, limit=limit, offset=offset)

    def find(self, promotion_id: UUID) -> PromotionRow | None:
        """Return the promotion, or None when there is none with this id."""
        return self._session.get(PromotionRow, promotion_id)

    def add(self, content: PromotionCreate) -> PromotionRow:
        """Store a new promotion and return it with its id.

        Raises: Conflict when another promotion has the code.
        """
        promotion = PromotionRow(**_columns(content))
        self._session.add(promotion)
        self._flush(promotion)
        return promotion

    def change(
        self, promotion_id: UUID, revise: Callable[[PromotionRow], PromotionCreate]
    ) -> PromotionRow | None:
        """Put in a promotion's place what `revise` makes of it; nobody else writes in between.

        Returns: the changed promotion, or None when there is none with this id.
        Raises: Conflict when another promotion has the code, and whatever `revise` raises.
        """
        promotion = self._session.get(PromotionRow, promotion_id, with_for_update=True)
        if promotion is None:
            return None
        for name, value in _columns(revise(promotion)).items():
            setattr(promotion, name, value)
        self._flush(promotion)
        return promotion

    def remove(self, promotion_id: UUID) -> bool:
        """Remove a promotion. Returns: whether there was one."""
        statement = delete(PromotionRow).where(PromotionRow.id == promotion_id)
        removed = self._session.execute(statement.returning(PromotionRow.id))
        return removed.one_or_none() is not None

    def _flush(self, promotion: PromotionRow) -> None:
        taken = Conflict(f"There is a promotion {promotion.code} already.")
        with refusing({"uq_promotions_code": taken}):
            self._session.flush()


def _columns(content: PromotionCreate) -> dict[str, Any]:
    """Return the values of the columns: the fields, and the address of the terms as text."""
    fields = dict(content)
    terms_url = content.terms_url
    return fields | {"terms_url": None if terms_url is None else str(terms_url)}
