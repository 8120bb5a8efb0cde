"""Categories: the shelves of the shop."""

from fastapi import APIRouter, HTTPException, Request, Response, status

from app.auth.dependencies import may
from app.auth.permissions import Permission
from app.core.problems import refuses
from app.db.tables import CategoryRow
from app.models.categories import Category, CategoryCreate, CategoryPage
from app.routers.dependencies import Categories
from app.routers.parameters import Limit, Offset, RowId

router = APIRouter(prefix="/api/v1/categories", tags=["categories"], responses=refuses(422))

EDIT = [may(Permission.CATALOGUE_WRITE)]


@router.get("", summary="List categories, page by page")
def list_categories(categories: Categories, limit: Limit = 20, offset: Offset = 0) -> CategoryPage:
    """Answer one page of categories by name, each with the number of its products."""
    page = categories.list(limit=limit, offset=offset)
    return CategoryPage.model_validate(page, from_attributes=True)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=Category,
    responses=refuses(401, 403, 409),
    dependencies=EDIT,
    summary="Add a category",
)
def create_category(
    data: CategoryCreate, request: Request, response: Response, categories: Categories
) -> CategoryRow:
    """Store a new category without products and answer 201 with its address in `Location`.

    Raises: 409 when another category has the name.
    """
    category = categories.add(data.name)
    response.headers["Location"] = str(request.url_for("read_category", category_id=category.id))
    return category


@router.get(
    "/{category_id}",
    response_model=Category,
    responses=refuses(404),
    summary="Read a category with its products",
)
def read_category(category_id: RowId, categories: Categories) -> CategoryRow:
    """Answer one category and the products in it that are on sale.

    Raises: 404 when there is no category with this id.
    """
    category = categories.find(category_id)
    if category is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no category {category_id}.")
    return category


@router.delete(
    "/{category_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(401, 403, 404),
    dependencies=EDIT,
    summary="Remove a category",
)
def delete_category(category_id: RowId, categories: Categories) -> None:
    """Remove a category and answer 204; its products stay.

    Raises: 404 when there is no category with this id.
    """
    if not categories.remove(category_id):
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no category {category_id}.")


@router.put(
    "/{category_id}/products/{product_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(401, 403, 404),
    dependencies=EDIT,
    summary="Put a product into a category",
)
def put_into_category(category_id: RowId, product_id: RowId, categories: Categories) -> None:
    """Answer 204, also when it was in it already.

    Raises: 404 when there is no such category or product.
    """
    categories.put_in(category_id, product_id)


@router.delete(
    "/{category_id}/products/{product_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(401, 403, 404),
    dependencies=EDIT,
    summary="Take a product out of a category",
)
def take_out_of_category(category_id: RowId, product_id: RowId, categories: Categories) -> None:
    """Answer 204.

    Raises: 404 when it was not in it.
    """
    if not categories.take_out(category_id, product_id):
        detail = f"Product {product_id} is not in category {category_id}."
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail)
