@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=Promotion,
    responses=refuses(409, 415),
    dependencies=[Depends(only_json)],
    summary="Add a promotion",
)
def create_promotion(
    data: PromotionCreate, request: Request, response: Response, promotions: PromotionsDep
) -> StoredPromotion:
    """Store a new promotion and answer 201 with its address in `Location`.

    Raises: 409 when another promotion has the code.
    """
    promotion = promotions.add(data)
    response.headers["Location"] = str(request.url_for("read_promotion", promotion_id=promotion.id))
    return promotion
