"""Products in version 2. The work is done by what version 1 uses; only the shapes differ."""
# ruff: noqa: FAST003 - the parameters of the paths are taken by dependencies, in lookups.py

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response, status

from app.core.conditional import ConditionalRoute
from app.core.problems import refuses
from app.repositories.products import ProductSearch
from app.routers.dependencies import Products
from app.routers.lookups import LockedProduct, ProductDep
from app.routers.pages import PagerDep
from app.routers.products import EDIT
from app.v2.lookups import product_tag, require_as_read
from app.v2.models import Product, ProductCreate, ProductFilters, ProductPage, ProductPatch

router = APIRouter(
    prefix="/products", tags=["products"], responses=refuses(422), route_class=ConditionalRoute
)
EDIT_AS_READ = [EDIT, Depends(require_as_read)]


@router.get("", summary="List products, page by page")
def list_products(
    products: Products, filters: Annotated[ProductFilters, Query()], pager: PagerDep
) -> ProductPage:
    """Answer the page of products that the filters let through, and how many there are in all."""
    page = products.search(ProductSearch(**filters.search()), pager.wanted)
    pager.link(page)
    return ProductPage(items=[Product.of(row) for row in page.items], total=page.total)


# Exercise 9.12: A second version. Write `create_product` here.


# Exercise 9.12: A second version. Write `read_product` here.


# Exercise 9.12: A second version. Write `update_product` here.


@router.delete(
    "/{product_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(401, 403, 404, 412),
    dependencies=EDIT_AS_READ,
    summary="Remove a product",
)
def delete_product(product: LockedProduct, products: Products) -> None:
    """Remove a product and answer 204, without a body.

    Raises: NotFound for an unknown id; Changed when somebody was faster.
    """
    products.remove(product["id"])
