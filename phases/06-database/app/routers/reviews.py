"""Reviews: what users think of products."""

from fastapi import APIRouter, HTTPException, Request, Response, status

from app.core.problems import refuses
from app.db.tables import ReviewRow
from app.models.reviews import Review, ReviewCreate, ReviewPage
from app.routers.dependencies import Reviews
from app.routers.parameters import Limit, Offset, RowId

router = APIRouter(prefix="/api/v1", tags=["reviews"], responses=refuses(422))


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
    responses=refuses(404, 409),
    summary="Write a review of a product",
)
def create_review(
    product_id: RowId,
    data: ReviewCreate,
    request: Request,
    response: Response,
    reviews: Reviews,
) -> ReviewRow:
    """Store a review and answer 201 with its address in `Location`.

    Raises: 404 when there is no product with this id; 409 when there is no such author, or the
    author has written a review of the product already.
    """
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
    responses=refuses(404),
    summary="Remove a review",
)
def delete_review(review_id: RowId, reviews: Reviews) -> None:
    """Remove a review with its likes and answer 204.

    Raises: 404 when there is no review with this id.
    """
    if not reviews.remove(review_id):
        raise HTTPException(status.HTTP_404_NOT_FOUND, f"There is no review {review_id}.")


@router.put(
    "/reviews/{review_id}/likes/{user_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(404),
    summary="Like a review",
)
def like_review(review_id: RowId, user_id: RowId, reviews: Reviews) -> None:
    """Answer 204, also when the user liked it already.

    Raises: 404 when there is no such review or user.
    """
    reviews.like(review_id, user_id)


@router.delete(
    "/reviews/{review_id}/likes/{user_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(404),
    summary="Like a review no more",
)
def unlike_review(review_id: RowId, user_id: RowId, reviews: Reviews) -> None:
    """Answer 204.

    Raises: 404 when the user did not like it.
    """
    if not reviews.unlike(review_id, user_id):
        detail = f"User {user_id} does not like review {review_id}."
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail)
