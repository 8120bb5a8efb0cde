@router.get(
    "/{promotion_id}/quote",
    responses=refuses(404, 409),
    summary="Work out what something costs with a promotion",
)
def read_quote(
    promotion_id: PromotionId,
    promotions: PromotionsDep,
    price_cents: Annotated[int, Query(ge=0, le=2147483647)],
    quantity: Annotated[int, Query(ge=1, le=1000)] = 1,
    currency: CurrencyCode = DEFAULT_CURRENCY,
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
    total_cents = discount.total(price_cents, quantity)
    decimal_point = "." if choose_language(accept_language) == "en" else ","
    return Quote(
        unit_price_cents=price_cents,
        quantity=quantity,
        total_cents=total_cents,
        currency=currency,
        text=money_text(total_cents, currency, decimal_point),
    )
