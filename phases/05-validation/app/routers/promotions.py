"""Promotions: what is cheaper, for whom and until when."""

from typing import Annotated
from uuid import UUID

from fastapi import (
    APIRouter,
    Cookie,
    Depends,
    Header,
    HTTPException,
    Path,
    Query,
    Request,
    Response,
    status,
)
from pydantic import ValidationError

from app.core.languages import choose_language
from app.core.problems import invalid_body, refuses
from app.models.discounts import AmountOff
from app.models.preferences import DEFAULT_CURRENCY
from app.models.promotions import (
    Promotion,
    PromotionCreate,
    PromotionPage,
    PromotionPatch,
    Quote,
    Sale,
)
from app.models.types import CurrencyCode, UtcDatetime, money_text
from app.promotions import DuplicateCode, StoredPromotion
from app.routers.dependencies import PromotionsDep, only_json
from app.routers.parameters import Limit, Offset

router = APIRouter(prefix="/api/v1/promotions", tags=["promotions"], responses=refuses(422))

PromotionId = Annotated[UUID, Path(description="The id that the shop gave the promotion.")]


def not_found(promotion_id: UUID) -> HTTPException:
    """Make the refusal of an id that no promotion has."""
    return HTTPException(status.HTTP_404_NOT_FOUND, f"There is no promotion {promotion_id}.")


# Exercise 5.6: Promotions over HTTP. Write `list_promotions` here.


# Exercise 5.6: Promotions over HTTP. Write `create_promotion` here.


# Exercise 5.6: Promotions over HTTP. Write `read_promotion` here.


# Exercise 5.7: Change a promotion. Write `update_promotion` here.


# Exercise 5.6: Promotions over HTTP. Write `delete_promotion` here.


# Exercise 5.8: A quote: parameters with limits. Write `read_quote` here.
