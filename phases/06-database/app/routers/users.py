"""Users: those who buy and those who run the shop."""

from fastapi import APIRouter, HTTPException, Request, Response, status

from app.core.problems import refuses
from app.db.tables import UserRow
from app.models.users import User, UserCreate, UserPage, UserPatch, UserReplace
from app.routers.dependencies import Users
from app.routers.parameters import Limit, Offset, RowId

router = APIRouter(prefix="/api/v1/users", tags=["users"], responses=refuses(422))


def not_found(user_id: int) -> HTTPException:
    """Make the refusal of an id that no user has."""
    return HTTPException(status.HTTP_404_NOT_FOUND, f"There is no user {user_id}.")


@router.get("", summary="List users, page by page")
def list_users(users: Users, limit: Limit = 20, offset: Offset = 0) -> UserPage:
    """Answer one page of users, the oldest first, and how many there are in all."""
    page = users.list(limit=limit, offset=offset)
    return UserPage.model_validate(page, from_attributes=True)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=User,
    responses=refuses(409),
    summary="Add a user",
)
def create_user(data: UserCreate, request: Request, response: Response, users: Users) -> UserRow:
    """Store a new user and answer 201 with the address in `Location`.

    Raises: 409 when another user has the e-mail address.
    """
    user = users.add(data.model_dump())
    response.headers["Location"] = str(request.url_for("read_user", user_id=user.id))
    return user


@router.get("/{user_id}", response_model=User, responses=refuses(404), summary="Read a user")
def read_user(user_id: RowId, users: Users) -> UserRow:
    """Answer one user.

    Raises: 404 when there is no user with this id.
    """
    user = users.find(user_id)
    if user is None:
        raise not_found(user_id)
    return user


@router.put(
    "/{user_id}",
    response_model=User,
    responses=refuses(404, 409),
    summary="Replace a user as a whole",
)
def replace_user(user_id: RowId, data: UserReplace, users: Users) -> UserRow:
    """Give a user all fields anew.

    Raises: 404 for an unknown id; 409 when another user has the e-mail address.
    """
    user = users.change(user_id, data.model_dump())
    if user is None:
        raise not_found(user_id)
    return user


@router.patch(
    "/{user_id}",
    response_model=User,
    responses=refuses(404, 409),
    summary="Change some fields of a user",
)
def update_user(user_id: RowId, data: UserPatch, users: Users) -> UserRow:
    """Change the fields that were sent and no others.

    Raises: 404 for an unknown id; 409 when another user has the e-mail address.
    """
    user = users.change(user_id, data.model_dump())
    if user is None:
        raise not_found(user_id)
    return user


@router.delete(
    "/{user_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(404),
    summary="Remove a user",
)
def delete_user(user_id: RowId, users: Users) -> None:
    """Remove a user, with reviews, likes and follows, and answer 204.

    Raises: 404 when there is no user with this id.
    """
    if not users.remove(user_id):
        raise not_found(user_id)


@router.get("/{user_id}/followers", responses=refuses(404), summary="List who follows a user")
def list_followers(user_id: RowId, users: Users, limit: Limit = 20, offset: Offset = 0) -> UserPage:
    """Answer one page of followers, the oldest user first.

    Raises: 404 when there is no user with this id.
    """
    if users.find(user_id) is None:
        raise not_found(user_id)
    page = users.list_followers(user_id, limit=limit, offset=offset)
    return UserPage.model_validate(page, from_attributes=True)


@router.put(
    "/{user_id}/followers/{follower_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(404, 409),
    summary="Let somebody follow a user",
)
def add_follower(user_id: RowId, follower_id: RowId, users: Users) -> None:
    """Answer 204, also when they did already.

    Raises: 404 when there is no such user; 409 for somebody who follows themselves.
    """
    users.follow(user_id, follower_id)


@router.delete(
    "/{user_id}/followers/{follower_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(404),
    summary="Let somebody follow a user no more",
)
def remove_follower(user_id: RowId, follower_id: RowId, users: Users) -> None:
    """Answer 204.

    Raises: 404 when the one did not follow the other.
    """
    if not users.unfollow(user_id, follower_id):
        detail = f"User {follower_id} does not follow user {user_id}."
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail)
