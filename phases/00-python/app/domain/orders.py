"""Orders: what somebody wants, at the price of that moment."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum

from app.domain.catalogue import Catalogue
from app.domain.errors import CurrencyMismatch, InvalidValue
from app.domain.money import Money
from app.domain.reservation import reserved


class OrderStatus(StrEnum):
    """Where an order stands. The values are what JSON and the database hold."""

    OPEN = "open"
    PAID = "paid"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class OrderLine:
    """So many pieces of one product. The price is a copy: later prices do not change an order."""

    sku: str
    quantity: int
    unit_price: Money

    @property
    def total(self) -> Money:
        """The price of all pieces of the line."""
        raise NotImplementedError("exercise 0.6")


@dataclass(slots=True)
class Order:
    """Lines of one currency, at least one.

    Raises: InvalidValue when there is no line; CurrencyMismatch when the currencies differ.
    """

    lines: list[OrderLine]
    status: OrderStatus = OrderStatus.OPEN

    def __post_init__(self) -> None:
        """Refuse an order that has no total."""
        raise NotImplementedError("exercise 0.6")

    @property
    def total(self) -> Money:
        """The sum of all lines, in the currency that they share."""
        raise NotImplementedError("exercise 0.6")


def place_order(catalogue, wanted):
    """Take the wanted pieces (quantity by SKU) from stock and return them as an open order.

    All or nothing: when one product is refused, the stock of the others is as it was.

    Raises: UnknownProduct, OutOfStock; InvalidValue for a bad quantity or when nothing is wanted;
    CurrencyMismatch when the prices are of different currencies.
    """
    raise NotImplementedError("exercise 0.6")
