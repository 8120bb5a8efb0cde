"""What a visitor prefers."""

from typing import Literal

from pydantic import BaseModel

from app.models.products import Currency

Language = Literal["en", "de", "fr"]


class PreferencesIn(BaseModel):
    """What a visitor chooses."""

    currency: Currency


class Preferences(PreferencesIn):
    """What the shop will use for a visitor."""

    language: Language
