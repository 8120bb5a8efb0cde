"""Many products in one request."""

from collections.abc import Mapping
from typing import Any

from fastapi import APIRouter, Depends, status
from pydantic import ValidationError

from app.auth.dependencies import may
from app.auth.permissions import Permission
from app.core.problems import InvalidProblem, Problem, describe_error, refuses, title_of
from app.domain.errors import DuplicateSku
from app.idempotency import IdempotencyDep
from app.models.bulk import BulkOutcome, BulkReport, ProductBulk
from app.models.products import Product, ProductCreate
from app.repositories.products import ProductRepository
from app.routers.dependencies import Products
from app.routers.limits import PerUser

router = APIRouter(prefix="/api/v1/products", tags=["products"])


@router.post(
    "/bulk",
    responses=refuses(401, 403, 409, 422, 429),
    dependencies=[may(Permission.CATALOGUE_WRITE), Depends(PerUser("bulk"))],
    summary="Add many products with one request",
)
def create_products_in_bulk(
    data: ProductBulk, products: Products, idempotency: IdempotencyDep
) -> BulkReport:
    """Add or refuse each product by itself, and answer what became of each, in their order.

    They are added in the order of their SKUs: of two requests that add the same ones in different
    orders, each would wait for the other.
    """
    by_sku = sorted(enumerate(data.items), key=lambda item: str(item[1].get("sku")))
    outcomes = {number: add_one(products, number, fields) for number, fields in by_sku}
    report = BulkReport(items=[outcomes[number] for number in range(len(data.items))])
    return idempotency.remember(report, status.HTTP_200_OK)


def add_one(products: ProductRepository, number: int, fields: Mapping[str, Any]) -> BulkOutcome:
    """Add the product with this number in the request, and say what became of it."""
    try:
        product = products.add(ProductCreate.model_validate(fields).model_dump())
    except ValidationError as error:
        return BulkOutcome(status=422, problem=_invalid(number, error))
    except DuplicateSku as error:
        conflict = status.HTTP_409_CONFLICT
        problem = Problem(title=title_of(conflict), status=conflict, detail=str(error))
        return BulkOutcome(status=409, problem=problem)
    return BulkOutcome(status=201, product=Product.model_validate(product))


def _invalid(number: int, error: ValidationError) -> InvalidProblem:
    """Say what is wrong with a product; the pointers begin at the body of the request."""
    invalid = status.HTTP_422_UNPROCESSABLE_CONTENT
    places = [{**each, "loc": ("body", "items", number, *each["loc"])} for each in error.errors()]
    return InvalidProblem(
        title=title_of(invalid),
        status=invalid,
        detail="This product was not added.",
        errors=[describe_error(each) for each in places],
    )
