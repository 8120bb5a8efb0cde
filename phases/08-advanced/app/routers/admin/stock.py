"""What is running out."""

from fastapi import APIRouter
from pydantic import BaseModel

from app.models.types import Id, Sku, Stock

# exercise 8.4: the router has no prefix, no tag and no operation yet.
router = APIRouter()


class LowStock(BaseModel):
    """A product of which few pieces are left."""

    id: Id
    sku: Sku
    stock: Stock


class LowStockList(BaseModel):
    """The products to order from the suppliers, the scarcest first."""

    items: list[LowStock]
