"""The currencies that the shop takes."""

from fastapi import APIRouter

from app.core.problems import refuses
from app.models.preferences import CurrencyInfo
from app.models.types import CurrencyCode

router = APIRouter(prefix="/api/v1/currencies", tags=["service"], responses=refuses(422))

NAMES: dict[CurrencyCode, str] = {"EUR": "Euro", "USD": "US dollar", "GBP": "Pound sterling"}


@router.get("/{code}", summary="Read a currency")
def read_currency(code: CurrencyCode) -> CurrencyInfo:
    """Answer the name of a currency."""
    return CurrencyInfo(code=code, name=NAMES[code])
