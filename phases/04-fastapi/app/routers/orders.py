"""Orders: what was sold, and at which price."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Request, Response, status
from fastapi.exceptions import RequestValidationError

from app.core.problems import refuses
from app.domain.errors import CurrencyMismatch, OutOfStock, UnknownProduct
from app.models.orders import Order, OrderCreate, OrderPage, OrderPatch
from app.routers.dependencies import StoreDep
from app.routers.parameters import Limit, Offset
from app.store import StoredOrder, WrongStatus

router = APIRouter(prefix="/api/v1/orders", tags=["orders"], responses=refuses(422))

OrderId = Annotated[int, Path(ge=1, description="The number that the shop gave the order.")]


def to_model(order: StoredOrder) -> Order:
    """Write an order of the domain as the API answers it."""
    items = [
        {"sku": line.sku, "quantity": line.quantity, "unit_price_cents": line.unit_price.cents}
        for line in order.lines
    ]
    total = {"total_cents": order.total.cents, "currency": order.total.currency}
    return Order.model_validate({"id": order.id, "items": items, "status": order.status} | total)


# Exercise 4.9: Orders, and the whole contract. Write `list_orders` here.


# Exercise 4.9: Orders, and the whole contract. Write `create_order` here.


# Exercise 4.9: Orders, and the whole contract. Write `read_order` here.


# Exercise 4.9: Orders, and the whole contract. Write `update_order` here.


# Exercise 4.9: Orders, and the whole contract. Write `delete_order` here.
