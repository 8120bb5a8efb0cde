"""What a visitor prefers: kept by the browser, in a cookie and a header, and not by the shop."""

from typing import Annotated, get_args

from fastapi import APIRouter, Cookie, Header, Response, status

from app.core.problems import refuses
from app.models.preferences import (
    DEFAULT_CURRENCY,
    CurrencyInfo,
    Language,
    Preferences,
    PreferencesIn,
)
from app.models.products import Currency
from app.routers.currencies import NAMES

router = APIRouter(prefix="/api/v1", tags=["service"])

ONE_YEAR = 365 * 24 * 60 * 60  # seconds


def choose_language(accept_language: str) -> Language:
    """Return the first of a header's languages that the shop speaks, otherwise English.

    `de-CH, fr;q=0.8` asks for Swiss German, then French (RFC 9110, section 12.5.4). Browsers
    write the languages in the order of their weights, so the weights are not read.
    """
    spoken: dict[str, Language] = {language: language for language in get_args(Language)}
    for wish in accept_language.split(","):
        tag = wish.partition(";")[0].partition("-")[0].strip().lower()
        if tag in spoken:
            return spoken[tag]
    return "en"


# Exercise 4.7: Header, cookie and the order of routes. Write `read_default_currency` here.


# Exercise 4.7: Header, cookie and the order of routes. Write `read_preferences` here.


# Exercise 4.7: Header, cookie and the order of routes. Write `set_preferences` here.
