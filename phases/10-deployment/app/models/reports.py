"""What the shop's own people want to know."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from app.models.types import CurrencyCode, Id, ProductName, Sku


class BestSeller(BaseModel):
    """A product, and how many pieces of it were sold."""

    sku: Sku
    name: ProductName
    pieces: Annotated[int, Field(ge=1)]


class BestSellers(BaseModel):
    """Those that sold best, the best first."""

    items: list[BestSeller]


class MonthlyRevenue(BaseModel):
    """What was sold in one month."""

    month: Annotated[date, Field(description="Its first day.")]
    orders: Annotated[int, Field(ge=0)]
    revenue_cents: Annotated[int, Field(ge=0)]


class Revenue(BaseModel):
    """The twelve months of a year, in one currency."""

    currency: CurrencyCode
    items: list[MonthlyRevenue]


class NeverOrdered(BaseModel):
    """A product that nobody has wanted so far."""

    id: Id
    sku: Sku
    name: ProductName


class NeverOrderedList(BaseModel):
    """All of them, the oldest first."""

    items: list[NeverOrdered]


class StockLevel(BaseModel):
    """How many pieces of a product are left."""

    sku: Sku
    name: ProductName
    stock: Annotated[int, Field(ge=0)]


class StockLevels(BaseModel):
    """Of which the shelf is emptiest comes first."""

    items: list[StockLevel]
