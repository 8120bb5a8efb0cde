from fastapi.exceptions import RequestValidationError


@router.patch(
    "/{promotion_id}",
    responses=refuses(404, 409, 415),
    dependencies=[Depends(only_json)],
)
async def update_promotion(
    promotion_id: PromotionId, data: PromotionPatch, promotions: PromotionsDep
) -> Promotion:
    if not data.model_fields_set:
        error = {"type": "empty", "loc": ("body",), "msg": "nothing to change"}
        raise RequestValidationError([error])

    def revise(stored: StoredPromotion) -> PromotionCreate:
        sent = {name: getattr(data, name) for name in data.model_fields_set}
        return PromotionCreate.model_validate(dict(PromotionCreate.model_validate(stored)) | sent)

    try:
        promotion = promotions.change(promotion_id, revise)
    except DuplicateCode as error:
        raise HTTPException(409, f"{error} Choose another one.") from error
    except ValidationError as error:
        raise invalid_body(error) from error
    if promotion is None:
        raise not_found(promotion_id)
    return Promotion.model_validate(promotion)
