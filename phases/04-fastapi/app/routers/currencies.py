"""The currencies that the shop takes."""

from fastapi import APIRouter

from app.core.problems import refuses
from app.models.preferences import CurrencyInfo
from app.models.products import Currency

router = APIRouter(prefix="/api/v1/currencies", tags=["service"], responses=refuses(422))

NAMES: dict[Currency, str] = {"EUR": "Euro", "USD": "US dollar", "GBP": "Pound sterling"}


@router.get("/{code}", summary="Read a currency")
def read_currency(code: Currency) -> CurrencyInfo:
    """Answer the name of a currency."""
    return CurrencyInfo(code=code, name=NAMES[code])
