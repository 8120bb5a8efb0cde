"""Orders in the database, and the stock that they take."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import ARRAY, RowMapping, Select, Text, any_, func, literal, select, update
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import selectinload

from app.db.session import SessionDep
from app.db.tables import OrderItemRow, OrderRow, ProductRow
from app.domain.catalogue import Catalogue
from app.domain.errors import StorefrontError
from app.domain.orders import OrderStatus, place_order
from app.models.types import MAX_INTEGER
from app.repositories.paging import Page, read_page
from app.repositories.products import ON_SALE

_NEXT: Mapping[OrderStatus, frozenset[OrderStatus]] = {
    OrderStatus.OPEN: frozenset({OrderStatus.PAID, OrderStatus.CANCELLED}),
    OrderStatus.PAID: frozenset({OrderStatus.SHIPPED, OrderStatus.CANCELLED}),
    OrderStatus.SHIPPED: frozenset(),
    OrderStatus.CANCELLED: frozenset(),
}


class WrongStatus(StorefrontError):  # noqa: N818 - named by what happened, as in app/domain
    """An order cannot go from its status to the one that was asked for."""


def _select_orders() -> Select[*tuple[Any, ...]]:
    """Return the query for orders as clients see them: a row each, its items as JSON in it."""
    item = func.json_build_object(
        "sku",
        OrderItemRow.sku,
        "quantity",
        OrderItemRow.quantity,
        "unit_price_cents",
        OrderItemRow.unit_price_cents,
    )
    lines = (
        select(
            func.json_agg(aggregate_order_by(item, OrderItemRow.position)).label("items"),
            func.sum(OrderItemRow.quantity * OrderItemRow.unit_price_cents).label("total_cents"),
        )
        .where(OrderItemRow.order_id == OrderRow.id)
        .lateral("lines")
    )
    columns = (OrderRow.id, OrderRow.status, OrderRow.currency)
    return select(*columns, lines.c["items"], lines.c.total_cents).join(lines, literal(value=True))


_ORDERS = _select_orders()


class OrderRepository:
    """All orders. Nothing here commits: either all of a request is stored or nothing."""

    def __init__(self, session: SessionDep) -> None:
        self._session = session

    def list(self, *, limit: int, offset: int) -> Page:
        """Return a page of orders, the oldest first."""
        query = _ORDERS.order_by(OrderRow.id)
        return read_page(self._session, query, limit=limit, offset=offset)

    def find(self, order_id: int) -> RowMapping | None:
        """Return the order, or None when there is none with this id."""
        query = _ORDERS.where(OrderRow.id == order_id)
        return self._session.execute(query).mappings().one_or_none()

    def place(self, items: Iterable[tuple[str, int]]) -> int:
        """Place an order of SKUs and quantities: prices are those of now, stock is taken.

        A SKU that is named twice is one line with the sum. The rows of the products are locked,
        always in the order of their ids: who wants the same ones waits, and nobody waits in a
        circle. What was read stays true until the commit.

        Returns: the id of the order.
        Raises: UnknownProduct, OutOfStock, CurrencyMismatch.
        """
        raise NotImplementedError("exercise 6.7")

    def change_status(self, order_id: int, status: OrderStatus) -> bool:
        """Move an order on; one that is cancelled gives its pieces back to the stock.

        Returns: whether there is an order with this id.
        Raises: WrongStatus when the order cannot go there from where it is.
        """
        raise NotImplementedError("exercise 6.7")

    def remove(self, order_id: int) -> bool:
        """Remove an order; one that was still under way gives its pieces back to the stock.

        Returns: whether there was one.
        """
        raise NotImplementedError("exercise 6.7")

    def _lock(self, order_id: int) -> OrderRow | None:
        """Read an order with its items; nobody else can change it until the commit."""
        raise NotImplementedError("exercise 6.7")

    def _give_back(self, order: OrderRow) -> None:
        """Put the pieces of an order back on the shelf, in the order in which all lock products.

        A stock is never more than the API can tell, whatever was counted meanwhile.
        """
        raise NotImplementedError("exercise 6.7")
