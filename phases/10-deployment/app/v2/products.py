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


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    responses=refuses(401, 403, 409),
    dependencies=[EDIT],
    summary="Add a product",
)
def create_product(
    data: ProductCreate, request: Request, response: Response, products: Products
) -> Product:
    """Store a new product and answer 201 with its address in `Location`.

    Raises: DuplicateSku, which is answered with 409.
    """
    product = products.add(data.columns())
    # Names are looked up in the outermost application: `read_product` alone is that of version 1.
    response.headers["Location"] = str(request.url_for("v2:read_product", product_id=product["id"]))
    return Product.of(product)


@router.get("/{product_id}", responses=refuses(404), summary="Read a product")
def read_product(product: ProductDep, response: Response) -> Product:
    """Answer one product and its entity tag.

    Raises: NotFound when there is no product with this id.
    """
    response.headers["ETag"] = product_tag(product)
    return Product.of(product)


@router.patch(
    "/{product_id}",
    responses=refuses(401, 403, 404, 409, 412),
    dependencies=EDIT_AS_READ,
    summary="Change some fields of a product",
)
def update_product(product: LockedProduct, data: ProductPatch, products: Products) -> Product:
    """Change the fields that were sent and no others.

    Raises: NotFound for an unknown id; Changed when somebody was faster; DuplicateSku.
    """
    return Product.of(products.change(product["id"], data.columns()))


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
