"""What operations need besides the request: FastAPI calls these functions and passes the result."""

from typing import Annotated

from fastapi import Depends, Header, HTTPException, Request, status

from app.core.config import Settings
from app.promotions import PromotionStore
from app.store import Store


def get_settings(request: Request) -> Settings:
    """Return the settings with which the application was started."""
    settings: Settings = request.state.settings
    return settings


def get_store(request: Request) -> Store:
    """Return the store that the lifespan of the application made."""
    store: Store = request.state.store
    return store


def get_promotions(request: Request) -> PromotionStore:
    """Return the promotions that the lifespan of the application made."""
    promotions: PromotionStore = request.state.promotions
    return promotions


def only_json(content_type: Annotated[str, Header(include_in_schema=False)] = "") -> None:
    """Let only a body through that says it is JSON: `application/json` or `application/…+json`.

    Raises: 415 for any other (RFC 9110, section 15.5.16), with what is taken in `Accept`.
    """
    raise NotImplementedError("exercise 5.6")


SettingsDep = Annotated[Settings, Depends(get_settings)]
StoreDep = Annotated[Store, Depends(get_store)]
PromotionsDep = Annotated[PromotionStore, Depends(get_promotions)]
