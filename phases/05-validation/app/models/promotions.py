"""What a client sends and gets of a promotion."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from pydantic import (
    MISSING,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    computed_field,
    field_validator,
    model_validator,
)
from pydantic.config import JsonDict
from pydantic_core import PydanticCustomError

from app.models.discounts import Discount
from app.models.types import (
    MAX_INTEGER,
    Cents,
    CurrencyCode,
    HttpsUrl,
    PlainText,
    PromotionCode,
    Quantity,
    Skus,
    UtcDatetime,
)
from datetime import datetime

LONGEST = timedelta(days=366)

Title = Annotated[PlainText, Field(min_length=1, max_length=80, examples=["Spring sale"])]
Note = Annotated[PlainText, Field(max_length=500, examples=["Agreed with the supplier."])]

EXAMPLE: JsonDict = {
    "code": "SPRING25",
    "title": "Spring sale",
    "discount": {"kind": "percent_off", "percent": "12.50"},
    "starts_at": "2027-03-01T00:00:00Z",
    "ends_at": "2027-03-31T23:59:59Z",
    "skus": ["MUG-0042"],
    "terms_url": "https://shop.example/terms",
}


class PromotionFields(BaseModel):
    """What everybody may know of a promotion."""

    # exercise 5.5: A promotion. The types say nearly nothing, nothing is optional, and one field
    # is for the shop's own people.
    code: str
    title: str
    discount: Discount
    starts_at: datetime
    ends_at: datetime | None
    skus: list[str]
    terms_url: str | None
    internal_note: str | None


class PromotionCreate(PromotionFields):
    """A promotion as a client sends it."""

    # exercise 5.5: A promotion. It takes unknown fields, and an end before the start.
    model_config = ConfigDict(from_attributes=True)


class PromotionPatch(BaseModel):
    """What a client wants to change: a field that is not sent stays, null empties it."""


class Promotion(PromotionFields):
    """A promotion as the API answers it."""


class PromotionPage(BaseModel):
    """One page of promotions."""

    model_config = ConfigDict(from_attributes=True)

    items: list[Promotion]
    total: Annotated[int, Field(ge=0, description="How many there are on all pages together.")]


class Sale(BaseModel):
    """What somebody wants to buy: the query of a quote, so its numbers arrive as text."""


class Quote(BaseModel):
    """What somebody would pay with a promotion."""
