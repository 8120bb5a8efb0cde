"""Products: what the shop sells."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Path, Query, Request, Response, status

from app.core.problems import refuses
from app.domain.errors import DuplicateSku
from app.models.products import Product, ProductCreate, ProductFilters, ProductPage, ProductPatch
from app.routers.dependencies import StoreDep
from app.routers.parameters import Limit, Offset
from app.store import Store, StoredProduct

router = APIRouter(prefix="/api/v1/products", tags=["products"], responses=refuses(422))

ProductId = Annotated[int, Path(ge=1, description="The number that the shop gave the product.")]


# Exercise 4.3: List products. Write `list_products` here.


# Exercise 4.4: Create a product. Write `create_product` here.


# Exercise 4.2: Read a product. Write `read_product` here.


def change_product(store: Store, product_id: int, fields: dict[str, Any]) -> StoredProduct:
    """Give some fields of a product another value, or refuse as the API does.

    Raises: 404 for an unknown id; 409 when another product has the SKU.
    """
    raise NotImplementedError("exercise 4.5")


# Exercise 4.5: Change and remove a product. Write `replace_product` here.


# Exercise 4.5: Change and remove a product. Write `update_product` here.


# Exercise 4.5: Change and remove a product. Write `delete_product` here.
