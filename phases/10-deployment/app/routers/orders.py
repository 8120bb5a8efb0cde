"""Orders: what was sold, and at which price."""
# ruff: noqa: FAST003 - the parameters of the paths are taken by dependencies, in lookups.py

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Query, Request, Response, status
from fastapi.exceptions import RequestValidationError
from fastapi.responses import PlainTextResponse
from sqlalchemy import RowMapping

from app.auth.dependencies import CurrentUser, may
from app.auth.errors import forbidden
from app.auth.permissions import Permission
from app.core.problems import refuses
from app.core.refusals import NotFound
from app.db.session import SessionDep
from app.domain.errors import CurrencyMismatch, UnknownProduct
from app.domain.orders import OrderStatus
from app.idempotency import IdempotencyDep
from app.models.orders import Order, OrderCreate, OrderFilters, OrderPage, OrderPatch
from app.receipts import find_receipt, schedule_receipt
from app.routers.dependencies import Orders
from app.routers.limits import PerUser
from app.routers.lookups import OrderDep, Owner, find_order
from app.routers.pages import PagerDep
from app.routers.parameters import RowId

router = APIRouter(prefix="/api/v1/orders", tags=["orders"], responses=refuses(401, 403, 422))

READ = [may(Permission.ORDERS_READ)]
WRITE = [may(Permission.ORDERS_WRITE)]
MANAGE = [may(Permission.ORDERS_MANAGE)]


@router.get("", dependencies=READ, summary="List orders, page by page")
def list_orders(
    orders: Orders,
    owner: Owner,
    filters: Annotated[OrderFilters, Query()],
    pager: PagerDep,
) -> OrderPage:
    """Answer one page of one's own orders, the oldest first; administrators see all."""
    page = orders.list(pager.wanted, owner=owner, **filters.model_dump())
    pager.link(page)
    return OrderPage.model_validate(page, from_attributes=True)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=refuses(409, 429),
    dependencies=[*WRITE, Depends(PerUser("orders"))],
    summary="Place an order",
)
def create_order(  # noqa: PLR0913, PLR0917 - each of them is handed over by FastAPI
    data: OrderCreate,
    request: Request,
    response: Response,
    user: CurrentUser,
    orders: Orders,
    idempotency: IdempotencyDep,
    tasks: BackgroundTasks,
) -> Order:
    """Take the pieces from stock, at the prices of this moment, and answer 201 with `Location`.

    The receipt is written after the answer.

    Raises: 422 for an unknown SKU or a mix of currencies; OutOfStock, which is answered with 409.
    """
    try:
        order_id = orders.place(((item.sku, item.quantity) for item in data.items), owner=user.id)
    except (UnknownProduct, CurrencyMismatch) as error:
        raise RequestValidationError(
            [{"type": "order", "loc": ("body", "items"), "msg": str(error)}]
        ) from error
    location = str(request.url_for("read_order", order_id=order_id))
    response.headers["Location"] = location
    schedule_receipt(tasks, request.state.sessions, order_id)
    order = Order.model_validate(orders.find(order_id, owner=user.id))
    return idempotency.remember(order, status.HTTP_201_CREATED, location)


@router.get(
    "/{order_id}",
    response_model=Order,
    responses=refuses(404),
    dependencies=READ,
    summary="Read an order",
)
def read_order(order: OrderDep) -> RowMapping:
    """Answer one order.

    Raises: NotFound when there is no order with this id, or it is somebody else's.
    """
    return order


@router.get(
    "/{order_id}/receipt",
    response_class=PlainTextResponse,
    responses=refuses(404),
    dependencies=READ,
    summary="Read the receipt of an order",
)
def read_receipt(order: OrderDep, session: SessionDep) -> str:
    """Answer the receipt as plain text.

    Raises: NotFound when there is no such order, or its receipt is not written yet.
    """
    receipt = find_receipt(session, order["id"])
    if receipt is None:
        raise NotFound("The receipt is not written yet.", {"Retry-After": "1"})
    return receipt


@router.patch(
    "/{order_id}",
    response_model=Order,
    responses=refuses(404, 409),
    dependencies=WRITE,
    summary="Move an order on to its next status",
)
def update_order(order: OrderDep, data: OrderPatch, owner: Owner, orders: Orders) -> RowMapping:
    """Change the status: open to paid or cancelled, paid to shipped or cancelled.

    Raises: NotFound for an unknown id, or somebody else's order; 403 when a customer wants anything
    but to cancel; WrongStatus, which is answered with 409, for any other change.
    """
    if owner is not None and data.status is not OrderStatus.CANCELLED:
        raise forbidden("You can cancel your order; the rest is for the shop to do.")
    orders.change_status(order["id"], data.status)
    return find_order(order["id"], owner, orders)


@router.delete(
    "/{order_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(404),
    dependencies=MANAGE,
    summary="Remove an order",
)
def delete_order(order_id: RowId, orders: Orders) -> None:
    """Remove an order and answer 204, without a body.

    Raises: NotFound when there is no order with this id.
    """
    if not orders.remove(order_id):
        raise NotFound(f"There is no order {order_id}.")
