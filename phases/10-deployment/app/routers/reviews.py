"""Reviews: what users think of products."""

from fastapi import APIRouter, HTTPException, Request, Response, status

from app.auth.dependencies import PrincipalDep, act_as, may
from app.auth.permissions import Permission
from app.core.problems import refuses
from app.db.tables import ReviewRow
from app.models.reviews import Review, ReviewCreate, ReviewPage
from app.routers.dependencies import Reviews
from app.routers.parameters import Limit, Offset, RowId

router = APIRouter(prefix="/api/v1", tags=["reviews"], responses=refuses(422))

WRITE = [may(Permission.REVIEWS_WRITE)]


@router.get(
    "/products/{product_id}/reviews",
    responses=refuses(404),
    summary="List the reviews of a product, page by page",
)
def list_reviews(
    product_id: RowId, reviews: Reviews, limit: Limit = 20, offset: Offset = 0
) -> ReviewPage:
    """Answer one page of reviews with their people, the oldest first, and how many there are.

    Raises: 404 when there is no product with this id.
    """
    page = reviews.list(product_id, limit=limit, offset=offset)
    if page is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no product {product_id}.")
    items, total = page
    return ReviewPage.model_validate({"items": items, "total": total}, from_attributes=True)


@router.post(
    "/products/{product_id}/reviews",
    status_code=status.HTTP_201_CREATED,
    response_model=Review,
    responses=refuses(401, 403, 404, 409),
    dependencies=WRITE,
    summary="Write a review of a product",
)
def create_review(  # noqa: PLR0913, PLR0917 - what FastAPI hands in
    product_id: RowId,
    data: ReviewCreate,
    request: Request,
    response: Response,
    principal: PrincipalDep,
    reviews: Reviews,
) -> ReviewRow:
    """Store a review and answer 201 with its address in `Location`.

    Raises: 403 for another author than oneself; 404 when there is no product with this id; 409
    when there is no such author, or the author has written a review of the product already.
    """
    act_as(data.author_id, principal)
    review = reviews.add(product_id, data.model_dump())
    response.headers["Location"] = str(request.url_for("read_review", review_id=review.id))
    return review


@router.get(
    "/reviews/{review_id}",
    response_model=Review,
    responses=refuses(404),
    summary="Read a review",
)
def read_review(review_id: RowId, reviews: Reviews) -> ReviewRow:
    """Answer one review with its people.

    Raises: 404 when there is no review with this id.
    """
    review = reviews.find(review_id)
    if review is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no review {review_id}.")
    return review


@router.delete(
    "/reviews/{review_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(401, 403, 404),
    dependencies=WRITE,
    summary="Remove a review",
)
def delete_review(review_id: RowId, principal: PrincipalDep, reviews: Reviews) -> None:
    """Remove a review with its likes and answer 204.

    Raises: 403 for somebody else's (everybody can read it, so it is no secret that it is there);
    404 when there is no review with this id.
    """
    review = reviews.find(review_id)
    if review is None:
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no review {review_id}.")
    act_as(review.author_id, principal)
    reviews.remove(review_id)


@router.put(
    "/reviews/{review_id}/likes/{user_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(401, 403, 404),
    dependencies=WRITE,
    summary="Like a review",
)
def like_review(
    review_id: RowId, user_id: RowId, principal: PrincipalDep, reviews: Reviews
) -> None:
    """Answer 204, also when the user liked it already.

    Raises: 403 for another user than oneself; 404 when there is no such review or user.
    """
    act_as(user_id, principal)
    reviews.like(review_id, user_id)


@router.delete(
    "/reviews/{review_id}/likes/{user_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(401, 403, 404),
    dependencies=WRITE,
    summary="Like a review no more",
)
def unlike_review(
    review_id: RowId, user_id: RowId, principal: PrincipalDep, reviews: Reviews
) -> None:
    """Answer 204.

    Raises: 403 for another user than oneself; 404 when the user did not like it.
    """
    act_as(user_id, principal)
    if not reviews.unlike(review_id, user_id):
        detail = f"User {user_id} does not like review {review_id}."
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail)
