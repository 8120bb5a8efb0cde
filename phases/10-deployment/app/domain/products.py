"""What the shop sells."""

import re
from dataclasses import dataclass

from app.domain.errors import InvalidValue, OutOfStock
from app.domain.money import Money

_SKU = re.compile(r"[A-Z]{3}-[0-9]{4}")


@dataclass(slots=True)
class Product:
    """One thing on sale, known by its SKU (stock keeping unit, the number on the shelf).

    sku: three capital letters, a hyphen, four digits. name: 1 to 80 characters. price: zero or
    more. stock: how many pieces are left, zero or more.

    Raises: InvalidValue when a product is made that breaks one of these rules.
    """

    sku: str
    name: str
    price: Money
    stock: int = 0

    def __post_init__(self) -> None:
        """Refuse what the shop could not sell."""
        if not isinstance(self.sku, str) or not _SKU.fullmatch(self.sku):
            raise InvalidValue(f"A SKU looks like MUG-0042, not like {self.sku!r}.")
        if not isinstance(self.name, str) or not 1 <= len(self.name) <= 80:
            raise InvalidValue("A name has 1 to 80 characters.")
        if not isinstance(self.price, Money) or self.price.cents < 0:
            raise InvalidValue(f"A price is an amount of zero or more, not {self.price!r}.")
        if not _is_count(self.stock):
            raise InvalidValue(f"Stock is a whole number of zero or more, not {self.stock!r}.")

    def take(self, quantity: int) -> None:
        """Take pieces off the shelf.

        Raises: InvalidValue when `quantity` is not a whole number of one or more; OutOfStock when
        fewer are left. The stock is then as it was.
        """
        if not _is_count(quantity) or quantity == 0:
            raise InvalidValue(f"A quantity is a whole number of one or more, not {quantity!r}.")
        if quantity > self.stock:
            raise OutOfStock(self.sku, quantity, self.stock)
        self.stock -= quantity


def _is_count(value: object) -> bool:
    """Tell whether the value counts pieces: a whole number (and no bool) of zero or more."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
