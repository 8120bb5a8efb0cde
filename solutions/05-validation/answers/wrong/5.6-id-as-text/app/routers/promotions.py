@router.get(
    "/{promotion_id}",
    response_model=Promotion,
    responses=refuses(404),
    summary="Read a promotion",
)
def read_promotion(promotion_id: str, promotions: PromotionsDep) -> StoredPromotion:
    """Answer one promotion, without what only the shop should know.

    Raises: 404 when there is no promotion with this id.
    """
    promotion = next((each for each in promotions.search() if str(each.id) == promotion_id), None)
    if promotion is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, "There is no such promotion.")
    return promotion
