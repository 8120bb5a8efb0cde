"""Orders in the database, and the stock that they take."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    RowMapping,
    Select,
    Text,
    any_,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import selectinload

from app.db.session import SessionDep
from app.db.tables import OrderItemRow, OrderRow, ProductRow
from app.domain.catalogue import Catalogue
from app.domain.errors import StorefrontError
from app.domain.orders import OrderStatus, place_order
from app.models.types import MAX_INTEGER
from app.repositories.keyset import KeysetPage, Order, PageRequest, read_keyset_page
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


def _of(owner: int | None) -> list[ColumnElement[bool]]:
    """Return the condition that an order is a user's; for None there is no condition."""
    return [] if owner is None else [OrderRow.user_id == owner]


_id = OrderRow.__table__.c.id
_SORTED: Mapping[str, Order] = {"id": Order("id", _id, _id), "-id": Order("-id", _id, _id)}
"""How a list may be sorted: the oldest or the newest first."""


class OrderRepository:
    """All orders. Nothing here commits: either all of a request is stored or nothing."""

    def __init__(self, session: SessionDep) -> None:
        self._session = session

    def list(
        self,
        page: PageRequest,
        *,
        owner: int | None,
        status: OrderStatus | None = None,
        sort: str = "id",
    ) -> KeysetPage:
        """Return a page of a user's orders, or of all orders; `sort` is `id` or `-id`.

        Raises: InvalidCursor when the page begins after a position of another order.
        """
        query = _ORDERS.where(*_of(owner))
        if status is not None:
            query = query.where(OrderRow.status == status)
        return read_keyset_page(self._session, query, _SORTED[sort], page)

    def find(self, order_id: int, *, owner: int | None) -> RowMapping | None:
        """Return the order, or None when there is none with this id, or it is not the owner's."""
        query = _ORDERS.where(OrderRow.id == order_id, *_of(owner))
        return self._session.execute(query).mappings().one_or_none()

    def place(self, items: Iterable[tuple[str, int]], *, owner: int | None) -> int:
        """Place an order of SKUs and quantities: prices are those of now, stock is taken.

        A SKU that is named twice is one line with the sum. The rows of the products are locked,
        always in the order of their ids: who wants the same ones waits, and nobody waits in a
        circle. What was read stays true until the commit.

        Returns: the id of the order.
        Raises: UnknownProduct, OutOfStock, CurrencyMismatch.
        """
        wanted = Counter[str]()
        for sku, quantity in items:
            wanted[sku] += quantity
        rows = self._session.scalars(
            select(ProductRow)
            .where(ProductRow.sku == any_(literal(list(wanted), ARRAY(Text))), ON_SALE)
            .order_by(ProductRow.id)
            .with_for_update(key_share=True)
        ).all()
        order = place_order(Catalogue(row.to_domain() for row in rows), wanted)
        products = {row.sku: row for row in rows}
        stored = OrderRow(status=order.status, currency=order.total.currency, user_id=owner)
        for position, line in enumerate(order.lines):
            product = products[line.sku]
            product.stock -= line.quantity
            stored.items.append(
                OrderItemRow(
                    position=position,
                    product_id=product.id,
                    sku=line.sku,
                    quantity=line.quantity,
                    unit_price_cents=line.unit_price.cents,
                )
            )
        self._session.add(stored)
        self._session.flush()
        return stored.id

    def change_status(self, order_id: int, status: OrderStatus) -> bool:
        """Move an order on; one that is cancelled gives its pieces back to the stock.

        Returns: whether there is an order with this id.
        Raises: WrongStatus when the order cannot go there from where it is.
        """
        order = self._lock(order_id)
        if order is None:
            return False
        if status not in _NEXT[OrderStatus(order.status)]:
            raise WrongStatus(f"An order that is {order.status} cannot become {status}.")
        if status is OrderStatus.CANCELLED:
            self._give_back(order)
        order.status = status
        self._session.flush()
        return True

    def remove(self, order_id: int) -> bool:
        """Remove an order; one that was still under way gives its pieces back to the stock.

        Returns: whether there was one.
        """
        order = self._lock(order_id)
        if order is None:
            return False
        if OrderStatus.CANCELLED in _NEXT[OrderStatus(order.status)]:
            self._give_back(order)
        self._session.delete(order)
        self._session.flush()
        return True

    def _lock(self, order_id: int) -> OrderRow | None:
        """Read an order with its items; nobody else can change it until the commit."""
        return self._session.get(
            OrderRow, order_id, options=[selectinload(OrderRow.items)], with_for_update=True
        )

    def _give_back(self, order: OrderRow) -> None:
        """Put the pieces of an order back on the shelf, in the order in which all lock products.

        A stock is never more than the API can tell, whatever was counted meanwhile.
        """
        for item in sorted(order.items, key=lambda item: item.product_id):
            self._session.execute(
                update(ProductRow)
                .where(ProductRow.id == item.product_id)
                .values(stock=func.least(ProductRow.stock + item.quantity, MAX_INTEGER))
            )
