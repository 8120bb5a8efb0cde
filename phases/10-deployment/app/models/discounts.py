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
        share = (100 - self.percent) / 100
        exact = unit_price_cents * quantity * share
        return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))

    @property
    def label(self) -> str:
        """`12.5 % off`, without zeros that say nothing."""
        return f"{self.percent.normalize():f} % off"


class AmountOff(AnyDiscount):
    """So much less for all pieces together."""

    kind: Literal["amount_off"]
    amount_cents: Annotated[Cents, Field(ge=1, examples=[500])]
    currency: CurrencyCode

    def total(self, unit_price_cents: int, quantity: int) -> int:
        """Return the sum less the amount; nobody is paid for buying."""
        return max(0, unit_price_cents * quantity - self.amount_cents)

    @property
    def label(self) -> str:
        """`5.00 EUR off`."""
        return f"{money_text(self.amount_cents, self.currency)} off"


class Bundle(AnyDiscount):
    """Buy three, pay two."""

    kind: Literal["bundle"]
    buy: Annotated[Quantity, Field(ge=2, le=100, examples=[3])]
    pay: Annotated[Quantity, Field(le=99, examples=[2])]

    @model_validator(mode="after")
    def refuse_what_is_no_bundle(self) -> Self:
        """Who pays for as many as they buy has no discount."""
        if self.pay >= self.buy:
            raise PydanticCustomError("no_bundle", "pay must be less than buy.")
        return self

    def total(self, unit_price_cents: int, quantity: int) -> int:
        """Return the sum of the pieces that are paid: of every full bundle some are free."""
        free = quantity // self.buy * (self.buy - self.pay)
        return unit_price_cents * (quantity - free)

    @property
    def label(self) -> str:
        """`3 for 2`."""
        return f"{self.buy} for {self.pay}"


Discount = Annotated[PercentOff | AmountOff | Bundle, Field(discriminator="kind")]
