"""What the shop knows, in memory: it begins with each start and is gone when the process ends.

Plain `def` endpoints run in threads, several at once, so each method holds the lock while it
reads or writes. What is handed out is a copy: it does not change under the reader's hands, and
what the reader changes is not stored.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import count
from threading import Lock
from typing import Any, Self

from app.domain.catalogue import Catalogue
from app.domain.errors import DuplicateSku, StorefrontError
from app.domain.orders import Order, OrderStatus, place_order
from app.domain.products import Product
from app.serialization import product_from_json, product_to_json

MOST_PIECES = 2_147_483_647
"""The largest stock that the API can tell."""
_NEXT: Mapping[OrderStatus, frozenset[OrderStatus]] = {
    OrderStatus.OPEN: frozenset({OrderStatus.PAID, OrderStatus.CANCELLED}),
    OrderStatus.PAID: frozenset({OrderStatus.SHIPPED, OrderStatus.CANCELLED}),
    OrderStatus.SHIPPED: frozenset(),
    OrderStatus.CANCELLED: frozenset(),
}


class WrongStatus(StorefrontError):  # noqa: N818 - named by what happened, as in app/domain
    """An order cannot go from its status to the one that was asked for."""


@dataclass(slots=True, kw_only=True)
class StoredProduct(Product):
    """A product with its id, and with what only the shop itself should know.

    `revision` counts how often the product was written; no client is meant to see it.
    """

    id: int
    revision: int = 1

    @classmethod
    def of(cls, product: Product, product_id: int, revision: int = 1) -> Self:
        """Return a copy of a product with an id."""
        return cls(
            product.sku,
            product.name,
            product.price,
            product.stock,
            id=product_id,
            revision=revision,
        )

    @property
    def price_cents(self) -> int:
        """The price, as the API names it."""
        return self.price.cents

    @property
    def currency(self) -> str:
        """The currency of the price, as the API names it."""
        return self.price.currency


@dataclass(slots=True, kw_only=True)
class StoredOrder(Order):
    """An order with its id."""

    id: int


class Store:
    """The products, orders and feedback of one shop."""

    def __init__(self, products: Iterable[Product] = ()) -> None:
        self._lock = Lock()
        self._product_ids = count(1)
        self._order_ids = count(1)
        self._feedback_ids = count(1)
        self._products: dict[int, StoredProduct] = {}
        self._orders: dict[int, StoredOrder] = {}
        self._feedback: dict[int, tuple[str, str]] = {}
        for product in products:
            self.add_product(product_to_json(product))

    def search_products(
        self,
        *,
        q: str | None = None,
        min_price_cents: int | None = None,
        max_price_cents: int | None = None,
        in_stock: bool | None = None,
        sort: str | None = None,
    ) -> list[StoredProduct]:
        """Return all products that fit; a filter that is None lets everything through.

        `q`: a part of the name, in upper or lower case. `sort`: `name` or `price_cents`, with a
        minus in front for the other direction; otherwise, and among equals, the oldest first.
        """
        with self._lock:
            products = [replace(product) for product in self._products.values()]
        found = [
            product
            for product in products
            if (q is None or q.casefold() in product.name.casefold())
            and (min_price_cents is None or product.price_cents >= min_price_cents)
            and (max_price_cents is None or product.price_cents <= max_price_cents)
            and (in_stock is None or (product.stock > 0) is in_stock)
        ]
        if sort is not None:
            name = sort.removeprefix("-")
            found.sort(key=lambda product: getattr(product, name), reverse=sort.startswith("-"))
        return found

    def find_product(self, product_id: int) -> StoredProduct | None:
        """Return the product, or None when there is none with this id."""
        with self._lock:
            product = self._products.get(product_id)
            return None if product is None else replace(product)

    def add_product(self, fields: Mapping[str, Any]) -> StoredProduct:
        """Store a new product, its fields named as the API names them, and return it with its id.

        Raises: DuplicateSku when another product has the SKU.
        """
        new = product_from_json(fields)
        with self._lock:
            self._refuse_taken(new.sku)
            product = StoredProduct.of(new, next(self._product_ids))
            self._products[product.id] = product
            return replace(product)

    def change_product(self, product_id: int, fields: Mapping[str, Any]) -> StoredProduct | None:
        """Give some fields of a product, named as the API names them, another value.

        Returns: the changed product, or None when there is none with this id.
        Raises: DuplicateSku when another product has the SKU; then nothing has changed.
        """
        with self._lock:
            product = self._products.get(product_id)
            if product is None:
                return None
            new = product_from_json(product_to_json(product) | dict(fields))
            self._refuse_taken(new.sku, but=product_id)
            changed = StoredProduct.of(new, product_id, product.revision + 1)
            self._products[product_id] = changed
            return replace(changed)

    def remove_product(self, product_id: int) -> bool:
        """Remove a product. Returns: whether there was one."""
        with self._lock:
            return self._products.pop(product_id, None) is not None

    def list_orders(self) -> list[StoredOrder]:
        """Return all orders, the oldest first."""
        with self._lock:
            return [replace(order) for order in self._orders.values()]

    def find_order(self, order_id: int) -> StoredOrder | None:
        """Return the order, or None when there is none with this id."""
        with self._lock:
            order = self._orders.get(order_id)
            return None if order is None else replace(order)

    def add_order(self, items: Iterable[tuple[str, int]]) -> StoredOrder:
        """Place an order of SKUs and quantities: prices are those of now, stock is taken.

        A SKU that is named twice is one line with the sum. All or nothing.

        Raises: UnknownProduct, OutOfStock, CurrencyMismatch.
        """
        wanted = Counter[str]()
        for sku, quantity in items:
            wanted[sku] += quantity
        with self._lock:
            order = place_order(Catalogue(self._products.values()), wanted)
            stored = StoredOrder(order.lines, order.status, id=next(self._order_ids))
            self._orders[stored.id] = stored
            return replace(stored)

    def change_status(self, order_id: int, status: OrderStatus) -> StoredOrder | None:
        """Move an order on; one that is cancelled gives its pieces back to the stock.

        Returns: the changed order, or None when there is none with this id.
        Raises: WrongStatus when the order cannot go there from where it is.
        """
        with self._lock:
            order = self._orders.get(order_id)
            if order is None:
                return None
            if status not in _NEXT[order.status]:
                raise WrongStatus(f"An order that is {order.status} cannot become {status}.")
            if status is OrderStatus.CANCELLED:
                self._give_back(order)
            order.status = status
            return replace(order)

    def remove_order(self, order_id: int) -> bool:
        """Remove an order; one that was still under way gives its pieces back to the stock.

        Returns: whether there was one.
        """
        with self._lock:
            order = self._orders.pop(order_id, None)
            if order is not None and OrderStatus.CANCELLED in _NEXT[order.status]:
                self._give_back(order)
            return order is not None

    def add_feedback(self, *, email: str, message: str) -> int:
        """Store what somebody wrote and return its id."""
        with self._lock:
            feedback_id = next(self._feedback_ids)
            self._feedback[feedback_id] = (email, message)
            return feedback_id

    def _refuse_taken(self, sku: str, *, but: int | None = None) -> None:
        if any(product.sku == sku for id_, product in self._products.items() if id_ != but):
            raise DuplicateSku(sku)

    def _give_back(self, order: Order) -> None:
        shelf = {product.sku: product for product in self._products.values()}
        for line in order.lines:
            if line.sku in shelf:  # the product may have been removed since
                product = shelf[line.sku]  # somebody may have counted the pieces meanwhile
                product.stock = min(product.stock + line.quantity, MOST_PIECES)
