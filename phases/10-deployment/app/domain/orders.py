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
        return self.unit_price * self.quantity


@dataclass(slots=True)
class Order:
    """Lines of one currency, at least one.

    Raises: InvalidValue when there is no line; CurrencyMismatch when the currencies differ.
    """

    lines: list[OrderLine]
    status: OrderStatus = OrderStatus.OPEN

    def __post_init__(self) -> None:
        """Refuse an order that has no total."""
        if not self.lines:
            raise InvalidValue("An order needs at least one product.")
        currencies = {line.unit_price.currency for line in self.lines}
        if len(currencies) > 1:
            raise CurrencyMismatch(f"One order, one currency, not {', '.join(sorted(currencies))}.")

    @property
    def total(self) -> Money:
        """The sum of all lines, in the currency that they share."""
        currency = self.lines[0].unit_price.currency
        return Money.total((line.total for line in self.lines), currency)


def place_order(catalogue: Catalogue, wanted: Mapping[str, int]) -> Order:
    """Take the wanted pieces (quantity by SKU) from stock and return them as an open order.

    All or nothing: when one product is refused, the stock of the others is as it was.

    Raises: UnknownProduct, OutOfStock; InvalidValue for a bad quantity or when nothing is wanted;
    CurrencyMismatch when the prices are of different currencies.
    """
    with ExitStack() as reservations:
        lines = []
        for sku, quantity in wanted.items():
            product = reservations.enter_context(reserved(catalogue, sku, quantity))
            lines.append(OrderLine(product.sku, quantity, product.price))
        return Order(lines)
