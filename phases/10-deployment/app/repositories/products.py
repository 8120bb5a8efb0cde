"""Products in the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Engine, RowMapping, bindparam, collate, func, insert, select, update

from app.db.errors import refusing
from app.db.session import SessionDep
from app.db.tables import ProductRow
from app.domain.errors import DuplicateSku
from app.repositories.keyset import KeysetPage, KeysetStatement, Order, PageRequest

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
_ORDERS: Mapping[str | None, Order] = {
    None: Order("id", _products.id, _products.id),
    "name": Order("name", _products.name, _products.id),
    "-name": Order("-name", _products.name, _products.id),
    "price_cents": Order("price_cents", _products.price_cents, _products.id),
    "-price_cents": Order("-price_cents", _products.price_cents, _products.id),
}
"""How a list may be sorted. What a client sends is looked up, never written into a statement."""

_FILTERS = {
    "q": _FOLDED_NAME.contains(bindparam("q"), escape="/"),
    "min_price_cents": _products.price_cents >= bindparam("min_price_cents"),
    "max_price_cents": _products.price_cents <= bindparam("max_price_cents"),
    "in_stock": (_products.stock > 0) == bindparam("in_stock"),
}
"""What each wish of a ProductSearch asks of a row; its value is a parameter."""


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

    def values(self) -> dict[str, Any]:
        """Return the parameters of the filters that are wanted."""
        values = {name: getattr(self, name) for name in _FILTERS}
        if self.q is not None:
            values["q"] = _literally(self.q.casefold())
        return {name: value for name, value in values.items() if value is not None}


def search_statement(
    filters: frozenset[str], sort: str | None, *, continued: bool
) -> KeysetStatement:
    """Build the statement for a search with these filters."""
    query = _ALL.where(*(_FILTERS[name] for name in sorted(filters)))
    return KeysetStatement(query, _ORDERS[sort], continued=continued)


def _literally(text: str) -> str:
    """Write a text so that LIKE takes none of its characters for a pattern; see `escape` above."""
    return text.replace("/", "//").replace("%", "/%").replace("_", "/_")


class ProductRepository:
    """All products that are on sale. Nothing here commits: that is for who began the work."""

    def __init__(self, session: SessionDep) -> None:
        self._session = session

    def search(self, wanted: ProductSearch, page: PageRequest) -> KeysetPage:
        """Return a page of the products that fit, and how many fit in all.

        Raises: InvalidCursor when the page begins after a position of another order.
        """
        values, continued = wanted.values(), page.after is not None
        statement = search_statement(frozenset(values), wanted.sort, continued=continued)
        return statement.read(self._session, page, values)

    def find(self, product_id: int) -> RowMapping | None:
        """Return the product, or None when none on sale has this id."""
        found = self._session.execute(_ONE, {"product_id": product_id})
        return found.mappings().one_or_none()

    def lock(self, product_id: int) -> RowMapping | None:
        """Return the product as `find` does; nobody else can change it until the commit."""
        found = self._session.execute(_ONE.with_for_update(), {"product_id": product_id})
        return found.mappings().one_or_none()

    def add(self, fields: Mapping[str, Any]) -> RowMapping:
        """Store a new product and return it with its id.

        The savepoint keeps a refusal from ending the transaction: of many products that are added
        together the others can still be stored.

        Raises: DuplicateSku when another product has the SKU.
        """
        statement = insert(ProductRow).values(**fields).returning(*PUBLIC)
        with (
            refusing({"uq_products_sku": DuplicateSku(fields["sku"])}),
            self._session.begin_nested(),
        ):
            return self._session.execute(statement).mappings().one()

    def change(self, product_id: int, fields: Mapping[str, Any]) -> RowMapping:
        """Give some fields of a product that was locked another value, and return it.

        Raises: DuplicateSku when another product has the SKU.
        """
        chosen = (_products.id == product_id, ON_SALE)
        statement = update(ProductRow).where(*chosen).values(**fields).returning(*PUBLIC)
        with refusing({"uq_products_sku": DuplicateSku(fields.get("sku", ""))}):
            return self._session.execute(statement).mappings().one()

    def remove(self, product_id: int) -> None:
        """Take a product that was locked off sale; its row stays."""
        chosen = (_products.id == product_id, ON_SALE)
        self._session.execute(update(ProductRow).where(*chosen).values(deleted_at=func.now()))

    def release(self) -> None:
        """End the transaction and give the connection back, before something that takes long."""
        self._session.commit()


class Catalogue:
    """The products for those who only look, which is what a shop is asked for most.

    Each question is one statement, and holds a connection only as long as that takes. `reader` must
    be in autocommit: then there is no BEGIN before the statement and no ROLLBACK behind it, two of
    three trips to the database. PostgreSQL gives each statement a transaction of its own.

    Statements are kept: to build one, and to find what SQLAlchemy has made of an equal one, takes
    longer than to send it. There are 160 at most: 16 sets of filters, five orders, with and without
    a position.
    """

    def __init__(self, reader: Engine) -> None:
        self._reader = reader
        self._statement = cache(search_statement)

    def search(self, wanted: ProductSearch, page: PageRequest) -> KeysetPage:
        """Return a page as `ProductRepository.search` does.

        Raises: InvalidCursor when the page begins after a position of another order.
        """
        values, continued = wanted.values(), page.after is not None
        statement = self._statement(frozenset(values), wanted.sort, continued=continued)
        with self._reader.connect() as connection:
            return statement.read(connection, page, values)

    def find(self, product_id: int) -> RowMapping | None:
        """Return the product, or None when none on sale has this id."""
        with self._reader.connect() as connection:
            found = connection.execute(_ONE, {"product_id": product_id})
            return found.mappings().one_or_none()
