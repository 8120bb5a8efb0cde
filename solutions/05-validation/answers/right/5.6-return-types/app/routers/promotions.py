@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=refuses(409, 415),
    dependencies=[Depends(only_json)],
    summary="Add a promotion",
)
async def create_promotion(
    data: PromotionCreate, request: Request, response: Response, promotions: PromotionsDep
) -> Promotion:
    """Store a new promotion and answer 201 with its address in `Location`.

    Raises: 409 when another promotion has the code.
    """
    try:
        promotion = promotions.add(data)
    except DuplicateCode as error:
        raise HTTPException(status.HTTP_409_CONFLICT, str(error)) from error
    response.headers["Location"] = str(request.url_for("read_promotion", promotion_id=promotion.id))
    return Promotion.model_validate(promotion)


@router.get(
    "/{promotion_id}",
    responses=refuses(404),
    summary="Read a promotion",
)
def read_promotion(promotion_id: PromotionId, promotions: PromotionsDep) -> Promotion:
    """Answer one promotion, without what only the shop should know.

    Raises: 404 when there is no promotion with this id.
    """
    promotion = promotions.find(promotion_id)
    if promotion is None:
        raise not_found(promotion_id)
    return Promotion.model_validate(promotion)
