"""What version 2 sends and gets of a product: money is one thing, an amount with its currency."""

from typing import Annotated, Any, Literal, Self

from pydantic import MISSING, BaseModel, Field, JsonValue, model_validator
from sqlalchemy import RowMapping

from app.models.products import AnyCents
from app.models.types import Cents, CurrencyCode, Id, PlainText, ProductName, Sku, Stock

MUG: dict[str, JsonValue] = {
    "sku": "MUG-0042",
    "name": "Blue mug",
    "price": {"amount": 1250, "currency": "EUR"},
}
CREATE_EXAMPLES: list[JsonValue] = [MUG, MUG | {"stock": 120}]
PATCH_EXAMPLES: list[JsonValue] = [{"price": {"amount": 990, "currency": "EUR"}}]


class Money(BaseModel):
    """An amount in the smallest unit of its currency: 1250 EUR are 12.50 euros."""

    amount: Cents
    currency: CurrencyCode

    def columns(self) -> dict[str, Any]:
        """Return the columns in which the database keeps a price."""
        return {"price_cents": self.amount, "currency": self.currency}


class ProductCreate(BaseModel, json_schema_extra={"examples": CREATE_EXAMPLES}):
    """A product as a client sends it. A price needs its currency: there is no default any more."""

    sku: Sku
    name: ProductName
    price: Money
    stock: Stock = 0

    def columns(self) -> dict[str, Any]:
        """Return the columns of a row for this product."""
        return self.model_dump(exclude={"price"}) | self.price.columns()


class ProductPatch(BaseModel, json_schema_extra={"minProperties": 1, "examples": PATCH_EXAMPLES}):
    """The fields of a product that a client wants to change; a price changes as a whole."""

    sku: Sku | MISSING = MISSING
    name: ProductName | MISSING = MISSING
    price: Money | MISSING = MISSING
    stock: Stock | MISSING = MISSING

    @model_validator(mode="before")
    @classmethod
    def refuse_empty_object(cls, data: object) -> object:
        """A change of nothing is a mistake of the client, not a wish."""
        if data == {}:
            raise ValueError("name at least one field to change")
        return data

    def columns(self) -> dict[str, Any]:
        """Return the columns that change."""
        price = {} if self.price is MISSING else self.price.columns()
        return self.model_dump(exclude={"price"}) | price


class Product(BaseModel):
    """A product as version 2 answers it."""

    id: Id
    sku: Sku
    name: ProductName
    price: Money
    stock: Stock

    @classmethod
    def of(cls, row: RowMapping) -> Self:
        """Make a product of a row of the database."""
        price = Money(amount=row["price_cents"], currency=row["currency"])
        return cls(id=row["id"], sku=row["sku"], name=row["name"], price=price, stock=row["stock"])


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
    min_amount: AnyCents | MISSING = MISSING
    max_amount: AnyCents | MISSING = MISSING
    in_stock: Annotated[bool | MISSING, Field(description="false: only what is sold out.")] = (
        MISSING
    )
    sort: Literal["name", "-name", "price", "-price"] | MISSING = MISSING

    def search(self) -> dict[str, Any]:
        """Return the filters under the names that the repository has for them."""
        names = {"min_amount": "min_price_cents", "max_amount": "max_price_cents"}
        wanted = {names.get(name, name): value for name, value in self.model_dump().items()}
        if self.sort is not MISSING:
            wanted["sort"] = self.sort.replace("price", "price_cents")
        return wanted
