"""What a visitor prefers."""

from pydantic import BaseModel

from app.core.languages import Language
from app.models.types import CurrencyCode

DEFAULT_CURRENCY: CurrencyCode = "EUR"


class PreferencesIn(BaseModel):
    """What a visitor chooses."""

    currency: CurrencyCode


class Preferences(PreferencesIn):
    """What the shop will use for a visitor."""

    language: Language


class CurrencyInfo(BaseModel):
    """A currency, for people."""

    code: CurrencyCode
    name: str
