"""What a promotion takes off a price: one of three kinds, told apart by the field `kind`."""

from abc import abstractmethod
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from app.models.types import Cents, CurrencyCode, Percent, Quantity, money_text


class AnyDiscount(BaseModel):
    """What all kinds have in common."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @abstractmethod
    def total(self, unit_price_cents: int, quantity: int) -> int:
        """Return what so many pieces cost, in cents."""

    @property
    @abstractmethod
    def label(self) -> str:
        """The discount in a few words, for people."""


class PercentOff(AnyDiscount):
    """A share of the price, the same for every piece."""

    kind: Literal["percent_off"]
    percent: Percent

    def total(self, unit_price_cents: int, quantity: int) -> int:
        """Return the sum less the share, rounded once and half a cent up."""
        raise NotImplementedError("exercise 5.4")

    @property
    def label(self) -> str:
        """`12.5 % off`, without zeros that say nothing."""
        return f"{self.percent.normalize():f} % off"


class AmountOff(AnyDiscount):
    """So much less for all pieces together."""

    # exercise 5.4: Discounts. Two fields are missing, and what the sum is.
    kind: Literal["amount_off"]

    def total(self, unit_price_cents: int, quantity: int) -> int:
        """Return the sum less the amount; nobody is paid for buying."""
        raise NotImplementedError("exercise 5.4")

    @property
    def label(self) -> str:
        """`5.00 EUR off`."""
        raise NotImplementedError("exercise 5.4")


class Bundle(AnyDiscount):
    """Buy three, pay two."""

    # exercise 5.4: Discounts. Two fields are missing, a rule about both, and what the sum is.
    kind: Literal["bundle"]

    def total(self, unit_price_cents: int, quantity: int) -> int:
        """Return the sum of the pieces that are paid: of every full bundle some are free."""
        raise NotImplementedError("exercise 5.4")

    @property
    def label(self) -> str:
        """`3 for 2`."""
        raise NotImplementedError("exercise 5.4")


# exercise 5.4: Discounts. Nothing tells the three apart.
Discount = PercentOff | AmountOff | Bundle
