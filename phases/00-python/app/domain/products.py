"""What the shop sells."""

import re
from dataclasses import dataclass

from app.domain.errors import InvalidValue, OutOfStock
from app.domain.money import Money

_SKU = re.compile(r"[A-Z]{3}-[0-9]{4}")


class Product:
    """One thing on sale. Exercise 0.3 makes a dataclass of it; this class is to be replaced."""

    def __init__(self, *values: object, **named_values: object) -> None:
        raise NotImplementedError("exercise 0.3")

    def take(self, quantity: int) -> None:
        """Take pieces off the shelf."""
        raise NotImplementedError("exercise 0.3")


def _is_count(value: object) -> bool:
    """Tell whether the value counts pieces: a whole number (and no bool) of zero or more."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
