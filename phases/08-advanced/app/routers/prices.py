"""Prices in other currencies, by the rates of an outside service."""

from decimal import ROUND_HALF_UP, Decimal

from fastapi import APIRouter, HTTPException, status

from app.core.problems import refuses
from app.models.prices import ConvertedPrice
from app.models.types import CurrencyCode
from app.rates import RatesBroken, RatesUnavailable
from app.routers.dependencies import Products, RatesDep
from app.routers.parameters import RowId

router = APIRouter(prefix="/api/v1/products", tags=["products"], responses=refuses(422))


@router.get(
    "/{product_id}/price",
    responses=refuses(404, 502, 503),
    summary="Read a product's price in another currency",
)
def read_price(
    product_id: RowId, currency: CurrencyCode, rates: RatesDep, products: Products
) -> ConvertedPrice:
    """Answer the price at the rate of now, rounded to a cent, half a cent up.

    Raises: 404 when there is no product with this id; 503 when the service of rates does not
    answer, 502 when it answers nonsense.
    """
    product = products.find(product_id)
    if product is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no product {product_id}.")
    products.release()  # the service may take seconds, and no connection should wait for it
    try:
        rate = rates.rate(product["currency"], currency)
    except RatesUnavailable as error:
        headers = {"Retry-After": "30"}
        raise HTTPException(status.HTTP_503_SERVICE_UNAVAILABLE, str(error), headers) from error
    except RatesBroken as error:
        raise HTTPException(status.HTTP_502_BAD_GATEWAY, str(error)) from error
    cents = (product["price_cents"] * rate).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    return ConvertedPrice(sku=product["sku"], price_cents=int(cents), currency=currency, rate=rate)
