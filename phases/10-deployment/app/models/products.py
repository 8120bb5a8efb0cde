"""What a client sends and gets of a product. Names and limits are those of the contract."""

from typing import Annotated, Literal

from pydantic import MISSING, AfterValidator, BaseModel, Field, JsonValue, model_validator

from app.models.numbers import within_bigint
from app.models.types import Cents, CurrencyCode, Id, PlainText, ProductName, Sku, Stock

AnyCents = Annotated[int, Field(ge=0), AfterValidator(within_bigint)]
"""An amount to compare with, however large."""


PRODUCT_EXAMPLES: list[JsonValue] = [
    {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250},
    {"sku": "TEA-0007", "name": "Tea", "price_cents": 399, "currency": "GBP", "stock": 120},
]
"""The least that a product needs, and all that it can have."""


class ProductCreate(BaseModel, json_schema_extra={"examples": PRODUCT_EXAMPLES}):
    """A product as a client sends it, to create it or to replace one."""

    sku: Sku
    name: ProductName
    price_cents: Cents
    currency: CurrencyCode = "EUR"
    stock: Stock = 0


class ProductPatch(BaseModel, json_schema_extra={"minProperties": 1}):
    """The fields of a product that a client wants to change; the others stay as they are."""

    sku: Sku | MISSING = MISSING
    name: ProductName | MISSING = MISSING
    price_cents: Cents | MISSING = MISSING
    currency: CurrencyCode | MISSING = MISSING
    stock: Stock | MISSING = MISSING

    @model_validator(mode="before")
    @classmethod
    def refuse_empty_object(cls, data: object) -> object:
        """A change of nothing is a mistake of the client, not a wish."""
        if data == {}:
            raise ValueError("name at least one field to change")
        return data


class Product(BaseModel):
    """A product as the API answers it."""

    id: Id
    sku: Sku
    name: ProductName
    price_cents: Cents
    currency: CurrencyCode
    stock: Stock


class ProductPage(BaseModel):
    """One page of products."""

    items: list[Product]
    total: Annotated[int, Field(ge=0, description="How many there are on all pages together.")]


class ProductFilters(BaseModel):
    """What a client may ask of a list of products; a filter that is left out lets all through."""

    q: Annotated[
        PlainText | MISSING,
        Field(min_length=1, max_length=80, description="A part of the name, in any case."),
    ] = MISSING
    min_price_cents: AnyCents | MISSING = MISSING
    max_price_cents: AnyCents | MISSING = MISSING
    in_stock: Annotated[bool | MISSING, Field(description="false: only what is sold out.")] = (
        MISSING
    )
    sort: Literal["name", "-name", "price_cents", "-price_cents"] | MISSING = MISSING
