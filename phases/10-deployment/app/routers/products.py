"""Products: what the shop sells."""
# ruff: noqa: FAST003 - the parameters of the paths are taken by dependencies, in lookups.py

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response, status
from fastapi.concurrency import run_in_threadpool
from sqlalchemy import RowMapping

from app.auth.dependencies import may
from app.auth.permissions import Permission
from app.core.conditional import ConditionalRoute, strong_tag
from app.core.problems import refuses
from app.models.products import Product, ProductCreate, ProductFilters, ProductPage, ProductPatch
from app.repositories.products import ProductSearch
from app.routers.dependencies import Products
from app.routers.lookups import (
    CatalogueDep,
    LockedProduct,
    ProductDep,
    product_body,
    require_as_read,
)
from app.routers.pages import PageParameters, Pager

router = APIRouter(
    prefix="/api/v1/products",
    tags=["products"],
    responses=refuses(422),
    route_class=ConditionalRoute,
)

EDIT = may(Permission.CATALOGUE_WRITE)
EDIT_AS_READ = [EDIT, Depends(require_as_read)]


# What is asked most takes one trip to a thread, for the database. FastAPI makes one for each plain
# `def`, one for each class among the dependencies, and one to check what a plain `def` returned.


async def make_pager(
    request: Request, response: Response, parameters: Annotated[PageParameters, Query()]
) -> Pager:
    """Return the pager at once: nothing in it waits."""
    return Pager(request, response, parameters)


@router.get("", summary="List products, page by page")
async def list_products(
    catalogue: CatalogueDep,
    filters: Annotated[ProductFilters, Query()],
    pager: Annotated[Pager, Depends(make_pager)],
) -> ProductPage:
    """Answer the page of products that the filters let through, and how many there are in all."""
    wanted = ProductSearch(**filters.model_dump())
    page = await run_in_threadpool(catalogue.search, wanted, pager.wanted)
    pager.link(page)
    return ProductPage.model_validate(page, from_attributes=True)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=Product,
    responses=refuses(401, 403, 409),
    dependencies=[EDIT],
    summary="Add a product",
)
def create_product(
    data: ProductCreate, request: Request, response: Response, products: Products
) -> RowMapping:
    """Store a new product and answer 201 with its address in `Location`.

    Raises: DuplicateSku, which is answered with 409.
    """
    product = products.add(data.model_dump())
    response.headers["Location"] = str(request.url_for("read_product", product_id=product["id"]))
    return product


@router.get(
    "/{product_id}",
    response_model=Product,
    responses=refuses(404),
    summary="Read a product",
)
async def read_product(product: ProductDep) -> Response:
    """Answer one product and its entity tag, without what only the shop should know.

    The tag is a hash of the body: FastAPI, left to make the body, would make it once more.

    Raises: NotFound when there is no product with this id.
    """
    body = product_body(product)
    return Response(body, headers={"ETag": strong_tag(body)}, media_type="application/json")


@router.put(
    "/{product_id}",
    response_model=Product,
    responses=refuses(401, 403, 404, 409, 412),
    dependencies=EDIT_AS_READ,
    summary="Replace a product as a whole",
)
def replace_product(product: LockedProduct, data: ProductCreate, products: Products) -> RowMapping:
    """Give a product all its fields anew: a field that is left out gets its default.

    Raises: NotFound for an unknown id; Changed when somebody was faster; DuplicateSku.
    """
    return products.change(product["id"], data.model_dump())


@router.patch(
    "/{product_id}",
    response_model=Product,
    responses=refuses(401, 403, 404, 409, 412),
    dependencies=EDIT_AS_READ,
    summary="Change some fields of a product",
)
def update_product(product: LockedProduct, data: ProductPatch, products: Products) -> RowMapping:
    """Change the fields that were sent and no others.

    Raises: NotFound for an unknown id; Changed when somebody was faster; DuplicateSku.
    """
    return products.change(product["id"], data.model_dump())


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
