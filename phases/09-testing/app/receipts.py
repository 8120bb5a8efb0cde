"""Receipts: written after an order was answered, so that nobody waits for them."""

import logging

from fastapi import BackgroundTasks
from sqlalchemy import exists, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session, sessionmaker

from app.db.requests import ReceiptRow
from app.db.tables import OrderRow
from app.domain.money import Money
from app.models.orders import Order
from app.repositories.orders import OrderRepository

logger = logging.getLogger(__name__)

Sessions = sessionmaker[Session]


def receipt_text(order: Order) -> str:
    """Write the receipt of an order, a line for each item: `2 x MUG-0042   25.00 EUR`."""
    lines = [f"Receipt of order {order.id}", ""]
    for item in order.items:
        price = Money(item.quantity * item.unit_price_cents, order.currency)
        lines.append(f"{item.quantity} x {item.sku}   {price}")
    return "\n".join([*lines, "", f"Total   {Money(order.total_cents, order.currency)}", ""])


def schedule_receipt(tasks: BackgroundTasks, sessions: Sessions, order_id: int) -> None:
    """Have the receipt of an order written after the answer."""
    tasks.add_task(write_receipt, sessions, order_id)


def write_receipt(sessions: Sessions, order_id: int) -> bool:
    """Write the receipt of an order, unless it is there already or the order is gone.

    It runs in the background, so it opens a session of its own: that of the request is closed when
    the answer starts. Nobody is there to be told of a failure: it is logged, and the receipt is
    written at the next start.
    Returns: False when the database is out of order: then there is no use in going on.
    """
    try:
        with sessions.begin() as session:
            order = OrderRepository(session).find(order_id, owner=None)
            if order is not None:
                text = receipt_text(Order.model_validate(order))
                receipt = insert(ReceiptRow).values(order_id=order_id, text=text)
                session.execute(receipt.on_conflict_do_nothing())
    except Exception as error:
        logger.exception("The receipt of order %s could not be written.", order_id)
        return not isinstance(error, OperationalError | PoolTimeoutError)
    return True


def find_receipt(session: Session, order_id: int) -> str | None:
    """Return the receipt of an order, or None when it is not written yet."""
    return session.scalar(select(ReceiptRow.text).where(ReceiptRow.order_id == order_id))


def missing_receipts(session: Session) -> list[int]:
    """Return the ids of the orders that have no receipt, the oldest first."""
    written = exists().where(ReceiptRow.order_id == OrderRow.id)
    return list(session.scalars(select(OrderRow.id).where(~written).order_by(OrderRow.id)))


def write_missing_receipts(sessions: Sessions) -> None:
    """Write what an earlier process did not get to: its background tasks died with it."""
    try:
        with sessions() as session:
            order_ids = missing_receipts(session)
    except SQLAlchemyError:
        logger.exception("The missing receipts could not be counted.")
        return
    for order_id in order_ids:
        if not write_receipt(sessions, order_id):
            return  # or a database that hangs keeps the shop closed, order for order
