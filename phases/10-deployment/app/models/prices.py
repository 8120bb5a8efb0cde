"""A price in another currency."""

from decimal import Decimal
from typing import Annotated

from pydantic import BaseModel, Field

from app.models.types import CurrencyCode, Sku


class ConvertedPrice(BaseModel):
    """What a product costs in a currency of the visitor's choice, at the rate of now."""

    sku: Sku
    price_cents: Annotated[int, Field(ge=0)]
    currency: CurrencyCode
    rate: Annotated[Decimal, Field(description="From the product's currency to this one.")]
