"""Feeds of suppliers: tried here before they are taken."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Header, Query

from app.core.languages import choose_language
from app.core.problems import refuses
from app.feeds import check_feed
from app.models.feeds import Agreement, Feed, FeedReport
from app.models.preferences import DEFAULT_CURRENCY
from app.models.types import CurrencyCode
from app.routers.dependencies import only_json

router = APIRouter(prefix="/api/v1/feeds", tags=["feeds"], responses=refuses(422))


@router.post(
    "/check",
    responses=refuses(415),
    dependencies=[Depends(only_json)],
    summary="Try a supplier's feed; nothing is stored",
)
def check_supplier_feed(
    items: Annotated[Feed, Body()],
    x_supplier: Annotated[str, Header(pattern=r"^[a-z][a-z0-9-]{1,30}$", examples=["mugs-inc"])],
    currency: Annotated[
        CurrencyCode, Query(description="What was agreed with the supplier.")
    ] = DEFAULT_CURRENCY,
    accept_language: Annotated[str, Header(max_length=200)] = "en",
) -> FeedReport:
    """Answer which articles could be taken, as products, and what is wrong with the others."""
    agreement = Agreement(x_supplier, currency)
    return check_feed(items, agreement, choose_language(accept_language))
