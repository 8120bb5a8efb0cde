"""Reports: what the shop's own people want to know."""

from typing import Annotated

from fastapi import APIRouter, Query

from app import reports
from app.core.problems import refuses
from app.models.reports import BestSellers, NeverOrderedList, Revenue, StockLevels
from app.models.types import CurrencyCode, PlainText
from app.routers.dependencies import ConnectionDep
from app.routers.parameters import Limit

router = APIRouter(prefix="/api/v1/reports", tags=["reports"])


@router.get("/best-sellers", responses=refuses(422), summary="List what sells best")
def read_best_sellers(connection: ConnectionDep, limit: Limit = 20) -> BestSellers:
    """Answer the products of which most pieces were sold, the best first."""
    return BestSellers.model_validate({"items": reports.best_sellers(connection, limit)})


@router.get("/revenue", responses=refuses(422), summary="Say what was sold in each month")
def read_revenue(
    connection: ConnectionDep,
    year: Annotated[int, Query(ge=2000, le=2999)],
    currency: CurrencyCode = "EUR",
) -> Revenue:
    """Answer the twelve months of a year, those without an order too."""
    months = reports.revenue_by_month(connection, year, currency)
    return Revenue.model_validate({"currency": currency, "items": months})


@router.get("/never-ordered", summary="List what nobody has wanted so far")
def read_never_ordered(connection: ConnectionDep) -> NeverOrderedList:
    """Answer the products that are in no order."""
    return NeverOrderedList.model_validate({"items": reports.never_ordered(connection)})


@router.get("/stock", responses=refuses(422), summary="Say how many pieces are left")
def read_stock(
    connection: ConnectionDep,
    name: Annotated[PlainText, Query(max_length=80, description="A part of the name.")] = "",
) -> StockLevels:
    """Answer the products whose name contains a text, the one with the least stock first."""
    return StockLevels.model_validate({"items": reports.stock_by_name(connection, name)})
