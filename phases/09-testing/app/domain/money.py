"""Money as whole cents with a currency: never a float, which cannot hold 0.10 exactly."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from app.domain.errors import CurrencyMismatch, InvalidValue

CURRENCIES = ("EUR", "GBP", "USD")
"""The ISO 4217 codes that the shop takes. Each of them has a hundred cents (yen have none)."""

_AMOUNT = re.compile(r"(-?)([0-9]+)\.([0-9]{2}) ([A-Z]{3})")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units: 1250 cents are 12.50 EUR. Below zero it is a refund.

    Raises: InvalidValue when `cents` is not a whole number or the currency is not one of ours.
    """

    cents: int
    currency: str = "EUR"

    def __post_init__(self) -> None:
        """Refuse what is no amount. `True` is an int to Python, but nobody's price."""
        if not isinstance(self.cents, int) or isinstance(self.cents, bool):
            raise InvalidValue(f"Cents are a whole number, not {self.cents!r}.")
        if self.currency not in CURRENCIES:
            raise InvalidValue(f"{self.currency!r} is not one of {', '.join(CURRENCIES)}.")

    def __add__(self, other: Self) -> Self:
        """Return the sum as a new amount.

        Raises: CurrencyMismatch when the currencies differ.
        """
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} cannot be added.")
        return type(self)(self.cents + other.cents, self.currency)

    def __mul__(self, quantity: int) -> Self:
        """Return `quantity` times the amount.

        Raises: TypeError when `quantity` is not a whole number: half a cent does not exist.
        """
        if not isinstance(quantity, int):
            return NotImplemented
        return type(self)(self.cents * quantity, self.currency)

    def __str__(self) -> str:
        """Return the amount for people and for `parse`: "12.50 EUR", "-0.05 EUR"."""
        sign = "-" if self.cents < 0 else ""
        whole, cents = divmod(abs(self.cents), 100)
        return f"{sign}{whole}.{cents:02} {self.currency}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read an amount as `str()` writes it, with exactly two decimals and a currency.

        Raises: InvalidValue when the text is anything else.
        """
        match = _AMOUNT.fullmatch(text)
        if match is None:
            raise InvalidValue(f'{text!r} is not an amount such as "12.50 EUR".')
        sign, whole, cents, currency = match.groups()
        try:
            return cls(int(sign + whole + cents), currency)
        except ValueError as error:  # int() reads 4,300 digits and no more
            raise InvalidValue("This amount has too many digits.") from error

    @classmethod
    def total(cls, amounts: Iterable[Self], currency: str = "EUR") -> Self:
        """Return the sum of all amounts; without any it is zero of `currency`.

        Raises: CurrencyMismatch when an amount is of another currency.
        """
        return sum(amounts, start=cls(0, currency))
