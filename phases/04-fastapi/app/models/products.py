"""What a client sends and gets of a product. Names and limits are those of the contract."""

from typing import Annotated, Literal

from pydantic import MISSING, BaseModel, BeforeValidator, Field, model_validator

MAX_INTEGER = 2_147_483_647
"""The largest 32-bit integer: what a column of the database will hold (phase 06)."""


def as_integer(value: object) -> object:
    """Take 12.0 for 12: JSON has one kind of number, and to JSON Schema 12.0 is an integer."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Id = Annotated[int, Field(ge=1, examples=[1])]
Sku = Annotated[str, Field(pattern=r"^[A-Z]{3}-[0-9]{4}$", examples=["MUG-0042"])]
ProductName = Annotated[str, Field(min_length=1, max_length=80, examples=["Blue mug"])]
# strict: Pydantic converts a text ("12") or a boolean otherwise, and the contract does not.
Cents = Annotated[
    int, Field(strict=True, ge=0, le=MAX_INTEGER, examples=[1250]), BeforeValidator(as_integer)
]
Stock = Annotated[
    int, Field(strict=True, ge=0, le=MAX_INTEGER, examples=[10]), BeforeValidator(as_integer)
]
Quantity = Annotated[
    int, Field(strict=True, ge=1, le=MAX_INTEGER, examples=[2]), BeforeValidator(as_integer)
]
Currency = Literal["EUR", "USD", "GBP"]


class ProductCreate(BaseModel):
    """A product as a client sends it, to create it or to replace one."""

    sku: Sku
    name: ProductName
    price_cents: Cents
    currency: Currency = "EUR"
    stock: Stock = 0


class ProductPatch(BaseModel, json_schema_extra={"minProperties": 1}):
    """The fields of a product that a client wants to change; the others stay as they are."""

    sku: Sku | MISSING = MISSING
    name: ProductName | MISSING = MISSING
    price_cents: Cents | MISSING = MISSING
    currency: Currency | MISSING = MISSING
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
    currency: Currency
    stock: Stock


class ProductPage(BaseModel):
    """One page of products."""

    items: list[Product]
    total: Annotated[int, Field(ge=0, description="How many there are on all pages together.")]


class ProductFilters(BaseModel):
    """What a client may ask of a list of products; a filter that is left out lets all through."""
