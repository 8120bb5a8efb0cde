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


@router.get("", summary="List orders, page by page")
def list_orders(store: StoreDep, limit: Limit = 20, offset: Offset = 0) -> OrderPage:
    """Answer one page of orders, the oldest first, and how many there are in all."""
    orders = store.list_orders()
    page = orders[offset : offset + limit]
    return OrderPage(items=[to_model(order) for order in page], total=len(orders))


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=refuses(409),
    summary="Place an order",
)
def create_order(data: OrderCreate, request: Request, response: Response, store: StoreDep) -> Order:
    """Take the pieces from stock, at the prices of this moment, and answer 201 with `Location`.

    Raises: 422 for an unknown SKU or a mix of currencies; 409 when there is not enough in stock.
    """
    try:
        order = store.add_order((item.sku, item.quantity) for item in data.items)
    except OutOfStock as error:
        raise HTTPException(status.HTTP_409_CONFLICT, str(error)) from error
    except (UnknownProduct, CurrencyMismatch) as error:
        raise RequestValidationError(
            [{"type": "order", "loc": ("body", "items"), "msg": str(error)}]
        ) from error
    response.headers["Location"] = str(request.url_for("read_order", order_id=order.id))
    return to_model(order)


@router.get("/{order_id}", responses=refuses(404), summary="Read an order")
def read_order(order_id: OrderId, store: StoreDep) -> Order:
    """Answer one order.

    Raises: 404 when there is no order with this id.
    """
    order = store.find_order(order_id)
    if order is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no order {order_id}.")
    return to_model(order)


@router.patch(
    "/{order_id}",
    responses=refuses(404, 409),
    summary="Move an order on to its next status",
)
def update_order(order_id: OrderId, data: OrderPatch, store: StoreDep) -> Order:
    """Change the status: open to paid or cancelled, paid to shipped or cancelled.

    Raises: 404 for an unknown id; 409 for any other change.
    """
    try:
        order = store.change_status(order_id, data.status)
    except WrongStatus as error:
        raise HTTPException(status.HTTP_409_CONFLICT, str(error)) from error
    if order is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no order {order_id}.")
    return to_model(order)


@router.delete(
    "/{order_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(404),
    summary="Remove an order",
)
def delete_order(order_id: OrderId, store: StoreDep) -> None:
    """Remove an order and answer 204, without a body.

    Raises: 404 when there is no order with this id.
    """
    if not store.remove_order(order_id):
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no order {order_id}.")
