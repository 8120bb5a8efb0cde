"""Orders: what was sold, and at which price."""

from fastapi import APIRouter, HTTPException, Request, Response, status
from fastapi.exceptions import RequestValidationError
from sqlalchemy import RowMapping

from app.core.problems import refuses
from app.domain.errors import CurrencyMismatch, OutOfStock, UnknownProduct
from app.models.orders import Order, OrderCreate, OrderPage, OrderPatch
from app.repositories.orders import OrderRepository, WrongStatus
from app.routers.dependencies import Orders
from app.routers.parameters import Limit, Offset, RowId

router = APIRouter(prefix="/api/v1/orders", tags=["orders"], responses=refuses(422))


def find_order(orders: OrderRepository, order_id: int) -> RowMapping:
    """Return the order, or refuse as the API does.

    Raises: 404 when there is no order with this id.
    """
    order = orders.find(order_id)
    if order is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no order {order_id}.")
    return order


@router.get("", summary="List orders, page by page")
def list_orders(orders: Orders, limit: Limit = 20, offset: Offset = 0) -> OrderPage:
    """Answer one page of orders, the oldest first, and how many there are in all."""
    page = orders.list(limit=limit, offset=offset)
    return OrderPage.model_validate(page, from_attributes=True)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=Order,
    responses=refuses(409),
    summary="Place an order",
)
def create_order(
    data: OrderCreate, request: Request, response: Response, orders: Orders
) -> RowMapping:
    """Take the pieces from stock, at the prices of this moment, and answer 201 with `Location`.

    Raises: 422 for an unknown SKU or a mix of currencies; 409 when there is not enough in stock.
    """
    try:
        order_id = orders.place((item.sku, item.quantity) for item in data.items)
    except OutOfStock as error:
        raise HTTPException(status.HTTP_409_CONFLICT, str(error)) from error
    except (UnknownProduct, CurrencyMismatch) as error:
        raise RequestValidationError(
            [{"type": "order", "loc": ("body", "items"), "msg": str(error)}]
        ) from error
    response.headers["Location"] = str(request.url_for("read_order", order_id=order_id))
    return find_order(orders, order_id)


@router.get("/{order_id}", response_model=Order, responses=refuses(404), summary="Read an order")
def read_order(order_id: RowId, orders: Orders) -> RowMapping:
    """Answer one order.

    Raises: 404 when there is no order with this id.
    """
    return find_order(orders, order_id)


@router.patch(
    "/{order_id}",
    response_model=Order,
    responses=refuses(404, 409),
    summary="Move an order on to its next status",
)
def update_order(order_id: RowId, data: OrderPatch, orders: Orders) -> RowMapping:
    """Change the status: open to paid or cancelled, paid to shipped or cancelled.

    Raises: 404 for an unknown id; 409 for any other change.
    """
    try:
        orders.change_status(order_id, data.status)
    except WrongStatus as error:
        raise HTTPException(status.HTTP_409_CONFLICT, str(error)) from error
    return find_order(orders, order_id)


@router.delete(
    "/{order_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(404),
    summary="Remove an order",
)
def delete_order(order_id: RowId, orders: Orders) -> None:
    """Remove an order and answer 204, without a body.

    Raises: 404 when there is no order with this id.
    """
    if not orders.remove(order_id):
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no order {order_id}.")
