@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=Promotion,
    responses=refuses(409),
    dependencies=[Depends(only_json)],
    summary="Add a promotion",
)
def create_promotion(
    data: PromotionCreate, request: Request, response: Response, promotions: PromotionsDep
) -> StoredPromotion:
    """Store a new promotion and answer 201 with its address in `Location`.

    Raises: 409 when another promotion has the code.
    """
    try:
        promotion = promotions.add(data)
    except DuplicateCode as error:
        raise HTTPException(status.HTTP_409_CONFLICT, str(error)) from error
    response.headers["Location"] = str(request.url_for("read_promotion", promotion_id=promotion.id))
    return promotion
