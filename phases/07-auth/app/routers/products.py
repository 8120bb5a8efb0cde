"""Products: what the shop sells."""

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, Response, status
from sqlalchemy import RowMapping

from app.auth.dependencies import may
from app.auth.permissions import Permission
from app.core.problems import refuses
from app.domain.errors import DuplicateSku
from app.models.products import Product, ProductCreate, ProductFilters, ProductPage, ProductPatch
from app.repositories.products import ProductRepository, ProductSearch
from app.routers.dependencies import Products
from app.routers.parameters import Limit, Offset, RowId

router = APIRouter(prefix="/api/v1/products", tags=["products"], responses=refuses(422))

EDIT = [may(Permission.CATALOGUE_WRITE)]


@router.get("", summary="List products, page by page")
def list_products(
    products: Products,
    filters: Annotated[ProductFilters, Query()],
    limit: Limit = 20,
    offset: Offset = 0,
) -> ProductPage:
    """Answer the page of products that the filters let through, and how many there are in all."""
    page = products.search(ProductSearch(**filters.model_dump()), limit=limit, offset=offset)
    return ProductPage.model_validate(page, from_attributes=True)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=Product,
    responses=refuses(401, 403, 409),
    dependencies=EDIT,
    summary="Add a product",
)
def create_product(
    data: ProductCreate, request: Request, response: Response, products: Products
) -> RowMapping:
    """Store a new product and answer 201 with its address in `Location`.

    Raises: 409 when the SKU is taken (RFC 9110, section 15.5.10).
    """
    try:
        product = products.add(data.model_dump())
    except DuplicateSku as error:
        raise HTTPException(status.HTTP_409_CONFLICT, str(error)) from error
    response.headers["Location"] = str(request.url_for("read_product", product_id=product["id"]))
    return product


@router.get(
    "/{product_id}",
    response_model=Product,
    responses=refuses(404),
    summary="Read a product",
)
def read_product(product_id: RowId, products: Products) -> RowMapping:
    """Answer one product, without what only the shop should know.

    Raises: 404 when there is no product with this id.
    """
    product = products.find(product_id)
    if product is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no product {product_id}.")
    return product


def change_product(
    products: ProductRepository, product_id: int, fields: dict[str, Any]
) -> RowMapping:
    """Give some fields of a product another value, or refuse as the API does.

    Raises: 404 for an unknown id; 409 when another product has the SKU.
    """
    try:
        product = products.change(product_id, fields)
    except DuplicateSku as error:
        raise HTTPException(status.HTTP_409_CONFLICT, str(error)) from error
    if product is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no product {product_id}.")
    return product


@router.put(
    "/{product_id}",
    response_model=Product,
    responses=refuses(401, 403, 404, 409),
    dependencies=EDIT,
    summary="Replace a product as a whole",
)
def replace_product(product_id: RowId, data: ProductCreate, products: Products) -> RowMapping:
    """Give a product all its fields anew: a field that is left out gets its default.

    Raises: 404 for an unknown id; 409 when another product has the SKU.
    """
    return change_product(products, product_id, data.model_dump())


@router.patch(
    "/{product_id}",
    response_model=Product,
    responses=refuses(401, 403, 404, 409),
    dependencies=EDIT,
    summary="Change some fields of a product",
)
def update_product(product_id: RowId, data: ProductPatch, products: Products) -> RowMapping:
    """Change the fields that were sent and no others.

    Raises: 404 for an unknown id; 409 when another product has the SKU.
    """
    return change_product(products, product_id, data.model_dump())


@router.delete(
    "/{product_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(401, 403, 404),
    dependencies=EDIT,
    summary="Remove a product",
)
def delete_product(product_id: RowId, products: Products) -> None:
    """Remove a product and answer 204, without a body.

    Raises: 404 when there is no product with this id.
    """
    if not products.remove(product_id):
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no product {product_id}.")
