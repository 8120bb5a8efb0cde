"""Users: signing up, and one's own account. Administrators see and change those of all."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response, status
from pydantic import MISSING

from app.auth.dependencies import CurrentUser, PrincipalDep, act_as, get_login_id, may
from app.auth.permissions import Permission
from app.auth.resources import PasswordsDep
from app.core.problems import refuses
from app.db.tables import UserRow
from app.models.users import RoleChange, User, UserCreate, UserPage, UserPatch, UserReplace
from app.repositories.users import UserRepository
from app.routers.dependencies import Users
from app.routers.pages import PagerDep
from app.routers.parameters import Limit, Offset, RowId

router = APIRouter(prefix="/api/v1/users", tags=["users"])

ADMIN = [may(Permission.USERS_MANAGE)]
OWN = [may(Permission.PROFILE_WRITE)]
ACCOUNT = [*OWN, Depends(get_login_id)]
"""With a login: a key that changes the address of an account takes the account over."""


def not_found(user_id: int) -> HTTPException:
    """Make the refusal of an id that no user has, or one that is none of the caller's business."""
    return HTTPException(status.HTTP_404_NOT_FOUND, f"There is no user {user_id}.")


def get_known_user_id(user_id: RowId, principal: PrincipalDep) -> int:
    """Return the id of the path, if it is the caller's own or the caller manages all users.

    Raises: 404 otherwise. A 403 for users that exist would tell which ones do.
    """
    if user_id != principal.user.id and not principal.may(Permission.USERS_MANAGE):
        raise not_found(user_id)
    return user_id


KnownUserId = Annotated[int, Depends(get_known_user_id)]


def change_user(users: UserRepository, user_id: int, fields: dict[str, Any]) -> UserRow:
    """Give some fields of a user another value.

    Raises: 404 for an unknown id; Conflict, which is answered with 409, for a taken address.
    """
    user = users.change(user_id, fields)
    if user is None:
        raise not_found(user_id)
    return user


@router.get(
    "",
    dependencies=ADMIN,
    responses=refuses(401, 403, 422),
    summary="List users, page by page",
)
def list_users(users: Users, pager: PagerDep) -> UserPage:
    """Answer one page of users, the oldest first, and how many there are in all."""
    page = users.list(pager.wanted)
    pager.link(page)
    return UserPage.model_validate(page, from_attributes=True)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=User,
    responses=refuses(409, 422),
    summary="Add a user",
)
def create_user(
    data: UserCreate,
    passwords: PasswordsDep,
    users: Users,
    request: Request,
    response: Response,
) -> UserRow:
    """Sign a user up and answer 201 with `Location`. Only the hash of the password is stored.

    Without a password nobody can log in, until one is set with the link of a mail.

    Raises: 409 when another user has the e-mail address.
    """
    fields = data.model_dump(exclude={"password"})
    if data.password is not MISSING:
        fields["password_hash"] = passwords.hash(data.password.get_secret_value())
    user = users.add(fields)
    response.headers["Location"] = str(request.url_for("read_user", user_id=user.id))
    return user


@router.get(
    "/me", response_model=User, responses=refuses(401), summary="Read the user who is logged in"
)
def read_me(user: CurrentUser) -> UserRow:
    """Answer who is asking."""
    return user


@router.get(
    "/{user_id}", response_model=User, responses=refuses(401, 404, 422), summary="Read a user"
)
def read_user(user_id: KnownUserId, users: Users) -> UserRow:
    """Answer a user, without what only the shop should know.

    Raises: 404 for an unknown id, or somebody else's.
    """
    user = users.find(user_id)
    if user is None:
        raise not_found(user_id)
    return user


@router.put(
    "/{user_id}",
    response_model=User,
    dependencies=ACCOUNT,
    responses=refuses(401, 403, 404, 409, 422),
    summary="Replace a user as a whole",
)
def replace_user(user_id: KnownUserId, data: UserReplace, users: Users) -> UserRow:
    """Give a user e-mail address and name anew; role and password are not among the fields.

    Raises: 404 for an unknown id, or somebody else's; 409 when the address is taken.
    """
    return change_user(users, user_id, data.model_dump())


@router.patch(
    "/{user_id}",
    response_model=User,
    dependencies=ACCOUNT,
    responses=refuses(401, 403, 404, 409, 422),
    summary="Change some fields of a user",
)
def update_user(user_id: KnownUserId, data: UserPatch, users: Users) -> UserRow:
    """Change the fields that were sent; role and password are not among them.

    Raises: 404 for an unknown id, or somebody else's; 409 when the address is taken.
    """
    return change_user(users, user_id, data.model_dump())


@router.delete(
    "/{user_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=ACCOUNT,
    responses=refuses(401, 403, 404, 422),
    summary="Remove a user",
)
def delete_user(user_id: KnownUserId, users: Users) -> None:
    """Remove a user with all that is theirs; their orders stay, and belong to nobody then.

    Raises: 404 for an unknown id, or somebody else's.
    """
    if not users.remove(user_id):
        raise not_found(user_id)


@router.put(
    "/{user_id}/role",
    response_model=User,
    dependencies=ADMIN,
    responses=refuses(401, 403, 404, 422),
    summary="Give a user a role",
)
def change_role(user_id: RowId, data: RoleChange, users: Users) -> UserRow:
    """Make somebody an administrator, or a customer again.

    What this takes away is gone at the next request; what it gives is in the next access token.

    Raises: 404 for an unknown id.
    """
    return change_user(users, user_id, {"role": data.role})


@router.get(
    "/{user_id}/followers",
    responses=refuses(401, 404, 422),
    summary="List who follows a user",
)
def list_followers(
    user_id: KnownUserId, users: Users, limit: Limit = 20, offset: Offset = 0
) -> UserPage:
    """Answer one page of followers, the oldest user first.

    Raises: 404 for an unknown id, or somebody else's.
    """
    if users.find(user_id) is None:
        raise not_found(user_id)
    page = users.list_followers(user_id, limit=limit, offset=offset)
    return UserPage.model_validate(page, from_attributes=True)


@router.put(
    "/{user_id}/followers/{follower_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=OWN,
    responses=refuses(401, 403, 404, 409, 422),
    summary="Follow a user",
)
def add_follower(user_id: RowId, follower_id: RowId, principal: PrincipalDep, users: Users) -> None:
    """Answer 204, also when they did already.

    Raises: 403 for another follower than oneself; 404 when there is no such user; 409 for somebody
    who follows themselves.
    """
    act_as(follower_id, principal)
    users.follow(user_id, follower_id)


@router.delete(
    "/{user_id}/followers/{follower_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    dependencies=OWN,
    responses=refuses(401, 403, 404, 422),
    summary="Follow a user no more",
)
def remove_follower(
    user_id: RowId, follower_id: RowId, principal: PrincipalDep, users: Users
) -> None:
    """Answer 204.

    Raises: 403 for another follower than oneself; 404 when the one did not follow the other.
    """
    act_as(follower_id, principal)
    if not users.unfollow(user_id, follower_id):
        detail = f"User {follower_id} does not follow user {user_id}."
        raise HTTPException(status.HTTP_404_NOT_FOUND, detail)
