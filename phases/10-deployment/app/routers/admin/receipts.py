"""Which receipts are still to be written."""

from fastapi import APIRouter
from pydantic import BaseModel

from app.db.session import SessionDep
from app.models.types import Id
from app.receipts import missing_receipts

router = APIRouter(prefix="/receipts", tags=["receipts"])


class MissingReceipts(BaseModel):
    """Orders without a receipt: for a moment after each order, and after a crash."""

    order_ids: list[Id]


@router.get("/missing", summary="List the orders without a receipt")
def list_missing_receipts(session: SessionDep) -> MissingReceipts:
    """Answer the ids of the orders that have no receipt yet, the oldest first."""
    return MissingReceipts(order_ids=missing_receipts(session))
