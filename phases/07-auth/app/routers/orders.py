"""Orders: what was sold, and at which price."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response, status
from fastapi.exceptions import RequestValidationError
from sqlalchemy import RowMapping

from app.auth.dependencies import CurrentUser, PrincipalDep, may
from app.auth.errors import forbidden
from app.auth.permissions import Permission
from app.core.problems import refuses
from app.domain.errors import CurrencyMismatch, OutOfStock, UnknownProduct
from app.domain.orders import OrderStatus
from app.models.orders import Order, OrderCreate, OrderPage, OrderPatch
from app.repositories.orders import OrderRepository, WrongStatus
from app.routers.dependencies import Orders
from app.routers.parameters import Limit, Offset, RowId

router = APIRouter(prefix="/api/v1/orders", tags=["orders"], responses=refuses(422))

READ = [may(Permission.ORDERS_READ)]
WRITE = [may(Permission.ORDERS_WRITE)]
MANAGE = [may(Permission.ORDERS_MANAGE)]


def whose_orders(principal: PrincipalDep) -> int | None:  # noqa: ARG001
    """Return whose orders who is asking may see: the id of a user, or None for everybody's."""
    # Exercise 7.7: What belongs to whom. Until then everybody sees the orders of all.
    return None


Owner = Annotated[int | None, Depends(whose_orders)]


def find_order(orders: OrderRepository, order_id: int, owner: int | None) -> RowMapping:
    """Return the order, or refuse as the API does.

    Raises: 404 when there is no order with this id, or it is not the owner's: a 403 would tell
    that there is one.
    """
    order = orders.find(order_id, owner=owner)
    if order is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no order {order_id}.")
    return order


@router.get("", dependencies=READ, responses=refuses(401, 403), summary="List orders, page by page")
def list_orders(orders: Orders, owner: Owner, limit: Limit = 20, offset: Offset = 0) -> OrderPage:
    """Answer one page of one's own orders, the oldest first; administrators see all."""
    page = orders.list(owner=owner, limit=limit, offset=offset)
    return OrderPage.model_validate(page, from_attributes=True)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=Order,
    responses=refuses(401, 403, 409),
    dependencies=WRITE,
    summary="Place an order",
)
def create_order(
    data: OrderCreate, request: Request, response: Response, user: CurrentUser, orders: Orders
) -> RowMapping:
    """Take the pieces from stock, at the prices of this moment, and answer 201 with `Location`.

    Raises: 422 for an unknown SKU or a mix of currencies; 409 when there is not enough in stock.
    """
    try:
        order_id = orders.place(((item.sku, item.quantity) for item in data.items), owner=user.id)
    except OutOfStock as error:
        raise HTTPException(status.HTTP_409_CONFLICT, str(error)) from error
    except (UnknownProduct, CurrencyMismatch) as error:
        raise RequestValidationError(
            [{"type": "order", "loc": ("body", "items"), "msg": str(error)}]
        ) from error
    response.headers["Location"] = str(request.url_for("read_order", order_id=order_id))
    return find_order(orders, order_id, user.id)


@router.get(
    "/{order_id}",
    response_model=Order,
    responses=refuses(401, 403, 404),
    dependencies=READ,
    summary="Read an order",
)
def read_order(order_id: RowId, owner: Owner, orders: Orders) -> RowMapping:
    """Answer one order.

    Raises: 404 when there is no order with this id, or it is somebody else's.
    """
    return find_order(orders, order_id, owner)


@router.patch(
    "/{order_id}",
    response_model=Order,
    responses=refuses(401, 403, 404, 409),
    dependencies=WRITE,
    summary="Move an order on to its next status",
)
def update_order(order_id: RowId, data: OrderPatch, owner: Owner, orders: Orders) -> RowMapping:
    """Change the status: open to paid or cancelled, paid to shipped or cancelled.

    Raises: 404 for an unknown id, or somebody else's order; 403 when a customer wants anything but
    to cancel; 409 for any other change.
    """
    find_order(orders, order_id, owner)
    if owner is not None and data.status is not OrderStatus.CANCELLED:
        raise forbidden("You can cancel your order; the rest is for the shop to do.")
    try:
        orders.change_status(order_id, data.status)
    except WrongStatus as error:
        raise HTTPException(status.HTTP_409_CONFLICT, str(error)) from error
    return find_order(orders, order_id, owner)


@router.delete(
    "/{order_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(401, 403, 404),
    dependencies=MANAGE,
    summary="Remove an order",
)
def delete_order(order_id: RowId, orders: Orders) -> None:
    """Remove an order and answer 204, without a body.

    Raises: 404 when there is no order with this id.
    """
    if not orders.remove(order_id):
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no order {order_id}.")
