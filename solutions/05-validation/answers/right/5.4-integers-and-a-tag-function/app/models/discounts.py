from typing import Any

from pydantic import Discriminator, Tag, ValidationInfo, field_validator


class PercentOff:
    def total(self, unit_price_cents: int, quantity: int) -> int:
        hundredths = int((100 - self.percent) * 100)  # of a percent
        return (unit_price_cents * quantity * hundredths + 5000) // 10000


class Bundle(AnyDiscount):
    kind: Literal["bundle"]
    buy: int = Field(strict=True, ge=2, le=100)
    pay: int = Field(strict=True, ge=1, le=99)

    @field_validator("pay")
    @classmethod
    def less(cls, pay: int, info: ValidationInfo) -> int:
        if "buy" in info.data and info.data["buy"] <= pay:
            raise ValueError("less than buy, please")
        return pay

    def total(self, unit_price_cents: int, quantity: int) -> int:
        bundles, others = divmod(quantity, self.buy)
        return (bundles * self.pay + others) * unit_price_cents

    @property
    def label(self) -> str:
        return f"{self.buy} for {self.pay}"
