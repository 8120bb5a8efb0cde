@router.get("/{product_id}/price", responses=refuses(404, 502, 503))
def read_price(
    product_id: RowId, currency: CurrencyCode, products: Products, rates: RatesDep
) -> ConvertedPrice:
    product = products.find(product_id)
    if product is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no product {product_id}.")
    try:
        rate = rates.rate(product["currency"], currency)
    except RatesUnavailable as error:
        raise HTTPException(503, str(error), {"Retry-After": "30"}) from error
    except RatesBroken as error:
        raise HTTPException(502, str(error)) from error
    cents = round(product["price_cents"] * rate)
    return ConvertedPrice(sku=product["sku"], price_cents=cents, currency=currency, rate=rate)
