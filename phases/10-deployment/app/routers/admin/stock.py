"""What is running out."""

from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel
from sqlalchemy import select

from app.core.problems import refuses
from app.db.session import SessionDep
from app.db.tables import ProductRow
from app.models.types import MAX_INTEGER, Id, Sku, Stock
from app.repositories.products import ON_SALE

router = APIRouter(prefix="/stock", tags=["stock"])


class LowStock(BaseModel):
    """A product of which few pieces are left."""

    id: Id
    sku: Sku
    stock: Stock


class LowStockList(BaseModel):
    """The products to order from the suppliers, the scarcest first."""

    items: list[LowStock]


@router.get("", responses=refuses(422), summary="List what is running out")
def list_low_stock(
    session: SessionDep, below: Annotated[int, Query(ge=1, le=MAX_INTEGER)] = 5
) -> LowStockList:
    """Answer the products on sale of which fewer than `below` pieces are left."""
    columns = (ProductRow.id, ProductRow.sku, ProductRow.stock)
    scarce = select(*columns).where(ON_SALE, ProductRow.stock < below)
    rows = session.execute(scarce.order_by(ProductRow.stock, ProductRow.id)).mappings().all()
    return LowStockList(items=[LowStock.model_validate(row) for row in rows])
