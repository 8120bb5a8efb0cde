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


# Exercise 8.10: Many at once, and never twice. Write `create_products_in_bulk` here.


def add_one(products: ProductRepository, number: int, fields: Mapping[str, Any]) -> BulkOutcome:
    """Add the product with this number in the request, and say what became of it."""
    raise NotImplementedError("exercise 8.10")


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
