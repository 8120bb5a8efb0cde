"""Tables of what the API remembers of requests and does after them."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import ForeignKey, func
from sqlalchemy.orm import Mapped, mapped_column

from app.db.base import Base

Moment = Annotated[datetime, mapped_column(server_default=func.now())]


class AnsweredRequestRow(Base):
    """The answer to a request with an Idempotency-Key, to be given again."""

    __tablename__ = "answered_requests"

    user_id: Mapped[int] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    key: Mapped[str] = mapped_column(primary_key=True)
    request_hash: Mapped[str]
    status: Mapped[int]
    location: Mapped[str | None]
    body: Mapped[str]
    answered_at: Mapped[Moment] = mapped_column(index=True)


class ReceiptRow(Base):
    """The receipt of an order, written after the order was answered."""

    __tablename__ = "receipts"

    order_id: Mapped[int] = mapped_column(
        ForeignKey("orders.id", ondelete="CASCADE"), primary_key=True
    )
    text: Mapped[str]
    written_at: Mapped[Moment]
