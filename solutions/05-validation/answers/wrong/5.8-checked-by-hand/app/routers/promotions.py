from fastapi.exceptions import RequestValidationError


@router.get(
    "/{promotion_id}/quote",
    responses=refuses(404, 409),
    summary="Work out what something costs with a promotion",
)
def read_quote(
    promotion_id: PromotionId,
    promotions: PromotionsDep,
    sale: Annotated[Sale, Query()],
    currency: Annotated[CurrencyCode, Cookie(description="Set by /preferences.")] = (
        DEFAULT_CURRENCY
    ),
    accept_language: Annotated[str, Header(max_length=200)] = "en",
) -> Quote:
    """Answer the sum with the promotion, in the visitor's currency, whenever the promotion runs.

    Raises: 404 for an unknown id; 409 when it takes off an amount of another currency.
    """
    if not 1 <= sale.quantity <= 1000:
        error = {"type": "quantity", "loc": ("query", "quantity"), "msg": "1 to 1000"}
        raise RequestValidationError([error])
    promotion = promotions.find(promotion_id)
    if promotion is None:
        raise not_found(promotion_id)
    discount = promotion.discount
    if isinstance(discount, AmountOff) and discount.currency != currency:
        detail = f"The promotion is in {discount.currency}, and the price in {currency}."
        raise HTTPException(status.HTTP_409_CONFLICT, detail)
    total_cents = discount.total(sale.price_cents, sale.quantity)
    decimal_point = "." if choose_language(accept_language) == "en" else ","
    return Quote(
        unit_price_cents=sale.price_cents,
        quantity=sale.quantity,
        total_cents=total_cents,
        currency=currency,
        text=money_text(total_cents, currency, decimal_point),
    )
