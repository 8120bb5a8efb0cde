"""Products in the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, bindparam, collate, func, insert, select, update

from app.db.errors import refusing
from app.db.session import SessionDep
from app.db.tables import ProductRow
from app.domain.errors import DuplicateSku
from app.repositories.paging import Page, read_page

_products = ProductRow.__table__.c

PUBLIC = (
    _products.id,
    _products.sku,
    _products.name,
    _products.price_cents,
    _products.currency,
    _products.stock,
)
"""The columns that clients see. Only they are read, as rows: an object for each costs more."""

ON_SALE = _products.deleted_at.is_(None)

# Statements that never change are built once.
_ALL = select(*PUBLIC).where(ON_SALE)
_ONE = _ALL.where(_products.id == bindparam("product_id"))

_FOLDED_NAME = func.casefold(collate(_products.name, "pg_unicode_fast"))
_ORDERS: Mapping[str | None, tuple[ColumnElement[Any], ...]] = {
    None: (_products.id,),
    "name": (_products.name, _products.id),
    "-name": (_products.name.desc(), _products.id),
    "price_cents": (_products.price_cents, _products.id),
    "-price_cents": (_products.price_cents.desc(), _products.id),
}
"""How a list may be sorted. What a client sends is looked up, never written into a statement."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductSearch:
    """What products are wanted; None lets everything through.

    `q`: a part of the name, in upper or lower case. `sort`: `name` or `price_cents`, with a minus
    in front for the other direction; otherwise, and among equals, the oldest first.
    """

    q: str | None = None
    min_price_cents: int | None = None
    max_price_cents: int | None = None
    in_stock: bool | None = None
    sort: str | None = None


class ProductRepository:
    """All products that are on sale. Nothing here commits: that is for who began the work."""

    def __init__(self, session: SessionDep) -> None:
        self._session = session

    def search(self, wanted: ProductSearch, *, limit: int, offset: int) -> Page:
        """Return a page of the products that fit, and how many fit in all."""
        raise NotImplementedError("exercise 6.4")

    def find(self, product_id: int) -> RowMapping | None:
        """Return the product, or None when none on sale has this id."""
        raise NotImplementedError("exercise 6.4")

    def add(self, fields: Mapping[str, Any]) -> RowMapping:
        """Store a new product and return it with its id.

        Raises: DuplicateSku when another product has the SKU.
        """
        raise NotImplementedError("exercise 6.4")

    def change(self, product_id: int, fields: Mapping[str, Any]) -> RowMapping | None:
        """Give some fields another value, in one statement: nobody can write in between.

        Returns: the changed product, or None when none on sale has this id.
        Raises: DuplicateSku when another product has the SKU.
        """
        raise NotImplementedError("exercise 6.4")

    def remove(self, product_id: int) -> bool:
        """Take a product off sale; its row stays. Returns: whether there was one."""
        raise NotImplementedError("exercise 6.4")

    def release(self) -> None:
        """End the transaction and give the connection back, before something that takes long."""
        self._session.commit()
