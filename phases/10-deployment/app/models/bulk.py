"""Many products in one request. Names and limits are those of the contract."""

from typing import Annotated, Any, Literal

from pydantic import MISSING, BaseModel, Field

from app.core.problems import InvalidProblem, Problem
from app.models.products import Product

MUG = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250}


class ProductBulk(BaseModel):
    """Products to add. Each is judged by itself, so a bad one does not spoil the others."""

    items: Annotated[list[dict[str, Any]], Field(min_length=1, max_length=100, examples=[[MUG]])]


class BulkOutcome(BaseModel):
    """What became of one product: the status, and the product or the problem."""

    status: Literal[201, 409, 422]
    product: Product | MISSING = MISSING
    problem: InvalidProblem | Problem | MISSING = MISSING


class BulkReport(BaseModel):
    """What became of each product, in the order of the request."""

    items: list[BulkOutcome]
