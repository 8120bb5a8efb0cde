"""What a visitor prefers: kept by the browser, in a cookie and a header, and not by the shop."""

from typing import Annotated

from fastapi import APIRouter, Cookie, Header, Response, status

from app.core.languages import choose_language
from app.core.problems import refuses
from app.models.preferences import (
    DEFAULT_CURRENCY,
    CurrencyInfo,
    Preferences,
    PreferencesIn,
)
from app.models.types import CurrencyCode
from app.routers.currencies import NAMES

router = APIRouter(prefix="/api/v1", tags=["service"])

ONE_YEAR = 365 * 24 * 60 * 60  # seconds


@router.get("/currencies/default", summary="Read the currency of who has not chosen one")
def read_default_currency() -> CurrencyInfo:
    """Answer the currency that is used without a cookie."""
    return CurrencyInfo(code=DEFAULT_CURRENCY, name=NAMES[DEFAULT_CURRENCY])


@router.get("/preferences", responses=refuses(422), summary="Say what a visitor prefers")
def read_preferences(
    currency: Annotated[CurrencyCode, Cookie(description="Set by PUT.")] = DEFAULT_CURRENCY,
    accept_language: Annotated[str, Header()] = "en",
) -> Preferences:
    """Answer the currency of the cookie and the best language of the header."""
    return Preferences(currency=currency, language=choose_language(accept_language))


@router.put(
    "/preferences",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(422),
    summary="Choose a currency",
)
def set_preferences(data: PreferencesIn, response: Response) -> None:
    """Ask the browser to keep the currency for a year and to send it with each request.

    `httponly`: no script can read it (RFC 6265, section 4.1.2.6). `samesite="lax"`: forms and
    scripts of other sites do not send it (draft-ietf-httpbis-rfc6265bis).
    """
    response.set_cookie("currency", data.currency, max_age=ONE_YEAR, httponly=True, samesite="lax")
