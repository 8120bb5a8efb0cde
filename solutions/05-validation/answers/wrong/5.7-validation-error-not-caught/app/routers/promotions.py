@router.patch(
    "/{promotion_id}",
    response_model=Promotion,
    responses=refuses(404, 409, 415),
    dependencies=[Depends(only_json)],
    summary="Change some fields of a promotion",
)
def update_promotion(
    promotion_id: PromotionId, data: PromotionPatch, promotions: PromotionsDep
) -> StoredPromotion:
    """Change the fields that were sent and no others; null empties a field.

    Raises: 404 for an unknown id; 409 when another promotion has the code; 422 when the promotion
    as it would be breaks a rule.
    """

    def revise(stored: StoredPromotion) -> PromotionCreate:
        return data.apply_to(PromotionCreate.model_validate(stored))

    try:
        promotion = promotions.change(promotion_id, revise)
    except DuplicateCode as error:
        raise HTTPException(status.HTTP_409_CONFLICT, str(error)) from error
    if promotion is None:
        raise not_found(promotion_id)
    return promotion
