from typing import Any


@router.get(
    "/{promotion_id}",
    response_model=dict[str, Any],
    responses=refuses(404),
    summary="Read a promotion",
)
def read_promotion(promotion_id: PromotionId, promotions: PromotionsDep) -> Any:
    """Answer one promotion, without what only the shop should know.

    Raises: 404 when there is no promotion with this id.
    """
    promotion = promotions.find(promotion_id)
    if promotion is None:
        raise not_found(promotion_id)
    names = [name for name in dir(promotion) if not name.startswith("_")]
    return {name: getattr(promotion, name) for name in names if name != "internal_note"}
