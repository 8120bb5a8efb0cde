"""What a client sends and gets of an order. Names and limits are those of the contract."""

from typing import Annotated, Literal

from pydantic import MISSING, BaseModel, Field, JsonValue

from app.domain.orders import OrderStatus
from app.models.types import CurrencyCode, Id, Quantity, Sku


class OrderItemCreate(BaseModel):
    """So many pieces of one product."""

    sku: Sku
    quantity: Quantity


ORDER_EXAMPLES: list[JsonValue] = [{"items": [{"sku": "MUG-0042", "quantity": 2}]}]


class OrderCreate(BaseModel, json_schema_extra={"examples": ORDER_EXAMPLES}):
    """What a client wants to buy. The price is not the client's to say."""

    items: Annotated[list[OrderItemCreate], Field(min_length=1)]


class OrderPatch(BaseModel):
    """Where an order should go next."""

    status: OrderStatus


class OrderItem(BaseModel):
    """One line of an order, with the price of the moment when it was placed."""

    sku: Sku
    quantity: Annotated[int, Field(ge=1, examples=[2])]
    unit_price_cents: Annotated[int, Field(ge=0, examples=[1250])]


class Order(BaseModel):
    """An order as the API answers it."""

    id: Id
    items: list[OrderItem]
    status: OrderStatus
    total_cents: Annotated[int, Field(ge=0, examples=[2500])]
    currency: CurrencyCode


class OrderPage(BaseModel):
    """One page of orders."""

    items: list[Order]
    total: Annotated[int, Field(ge=0, description="How many there are on all pages together.")]


class OrderFilters(BaseModel):
    """What a client may ask of a list of orders; a filter that is left out lets all through."""

    status: OrderStatus | MISSING = MISSING
    sort: Annotated[
        Literal["id", "-id"] | MISSING, Field(description="-id: the newest order first.")
    ] = MISSING
