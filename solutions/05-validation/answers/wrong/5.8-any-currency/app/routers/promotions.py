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
    promotion = promotions.find(promotion_id)
    if promotion is None:
        raise not_found(promotion_id)
    discount = promotion.discount
    total_cents = discount.total(sale.price_cents, sale.quantity)
    decimal_point = "." if choose_language(accept_language) == "en" else ","
    return Quote(
        unit_price_cents=sale.price_cents,
        quantity=sale.quantity,
        total_cents=total_cents,
        currency=currency,
        text=money_text(total_cents, currency, decimal_point),
    )
