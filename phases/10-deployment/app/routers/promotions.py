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

from app.auth.dependencies import may
from app.auth.permissions import Permission
from app.core.languages import choose_language
from app.core.problems import invalid_body, refuses
from app.db.tables import PromotionRow
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
from app.routers.dependencies import Promotions, only_json
from app.routers.parameters import Limit, Offset

router = APIRouter(prefix="/api/v1/promotions", tags=["promotions"], responses=refuses(422))

EDIT = [may(Permission.CATALOGUE_WRITE)]

PromotionId = Annotated[UUID, Path(description="The id that the shop gave the promotion.")]


def not_found(promotion_id: UUID) -> HTTPException:
    """Make the refusal of an id that no promotion has."""
    return HTTPException(status.HTTP_404_NOT_FOUND, f"There is no promotion {promotion_id}.")


@router.get("", summary="List promotions, page by page")
def list_promotions(
    promotions: Promotions,
    running_at: Annotated[
        UtcDatetime | None, Query(description="Only those that run at this moment.")
    ] = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> PromotionPage:
    """Answer one page of promotions, the oldest first, and how many there are in all."""
    page = promotions.search(running_at=running_at, limit=limit, offset=offset)
    return PromotionPage.model_validate(page)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=Promotion,
    responses=refuses(401, 403, 409, 415),
    dependencies=[*EDIT, Depends(only_json)],
    summary="Add a promotion",
)
def create_promotion(
    data: PromotionCreate, request: Request, response: Response, promotions: Promotions
) -> PromotionRow:
    """Store a new promotion and answer 201 with its address in `Location`.

    Raises: 409 when another promotion has the code.
    """
    promotion = promotions.add(data)
    response.headers["Location"] = str(request.url_for("read_promotion", promotion_id=promotion.id))
    return promotion


@router.get(
    "/{promotion_id}",
    response_model=Promotion,
    responses=refuses(404),
    summary="Read a promotion",
)
def read_promotion(promotion_id: PromotionId, promotions: Promotions) -> PromotionRow:
    """Answer one promotion, without what only the shop should know.

    Raises: 404 when there is no promotion with this id.
    """
    promotion = promotions.find(promotion_id)
    if promotion is None:
        raise not_found(promotion_id)
    return promotion


@router.patch(
    "/{promotion_id}",
    response_model=Promotion,
    responses=refuses(401, 403, 404, 409, 415),
    dependencies=[*EDIT, Depends(only_json)],
    summary="Change some fields of a promotion",
)
def update_promotion(
    promotion_id: PromotionId, data: PromotionPatch, promotions: Promotions
) -> PromotionRow:
    """Change the fields that were sent and no others; null empties a field.

    Raises: 404 for an unknown id; 409 when another promotion has the code; 422 when the promotion
    as it would be breaks a rule.
    """

    def revise(stored: PromotionRow) -> PromotionCreate:
        return data.apply_to(PromotionCreate.model_validate(stored))

    try:
        promotion = promotions.change(promotion_id, revise)
    except ValidationError as error:
        raise invalid_body(error) from error
    if promotion is None:
        raise not_found(promotion_id)
    return promotion


@router.delete(
    "/{promotion_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(401, 403, 404),
    dependencies=EDIT,
    summary="Remove a promotion",
)
def delete_promotion(promotion_id: PromotionId, promotions: Promotions) -> None:
    """Remove a promotion and answer 204, without a body.

    Raises: 404 when there is no promotion with this id.
    """
    if not promotions.remove(promotion_id):
        raise not_found(promotion_id)


@router.get(
    "/{promotion_id}/quote",
    responses=refuses(404, 409),
    summary="Work out what something costs with a promotion",
)
def read_quote(  # noqa: PLR0913, PLR0917 - each is read from another place
    promotion_id: PromotionId,
    promotions: Promotions,
    sale: Annotated[Sale, Query()],
    response: Response,
    currency: Annotated[CurrencyCode, Cookie(description="Set by /preferences.")] = (
        DEFAULT_CURRENCY
    ),
    accept_language: Annotated[str, Header(max_length=200)] = "en",
) -> Quote:
    """Answer the sum with the promotion, in the visitor's currency, whenever the promotion runs.

    Raises: 404 for an unknown id; 409 when it takes off an amount of another currency.
    """
    promotion = promotions.find(promotion_id)
    if promotion is None:
        raise not_found(promotion_id)
    discount = promotion.discount
    if isinstance(discount, AmountOff) and discount.currency != currency:
        detail = f"The promotion is in {discount.currency}, and the price in {currency}."
        raise HTTPException(status.HTTP_409_CONFLICT, detail)
    total_cents = discount.total(sale.price_cents, sale.quantity)
    decimal_point = "." if choose_language(accept_language) == "en" else ","
    response.headers["Vary"] = "Accept-Language, Cookie"  # the text and the currency depend on both
    return Quote(
        unit_price_cents=sale.price_cents,
        quantity=sale.quantity,
        total_cents=total_cents,
        currency=currency,
        text=money_text(total_cents, currency, decimal_point),
    )
