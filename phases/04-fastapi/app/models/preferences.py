"""What a visitor prefers."""

from typing import Literal

from pydantic import BaseModel

from app.models.products import Currency

DEFAULT_CURRENCY: Currency = "EUR"
Language = Literal["en", "de", "fr"]


class PreferencesIn(BaseModel):
    """What a visitor chooses."""

    currency: Currency


class Preferences(PreferencesIn):
    """What the shop will use for a visitor."""

    language: Language


class CurrencyInfo(BaseModel):
    """A currency, for people."""

    code: Currency
    name: str
