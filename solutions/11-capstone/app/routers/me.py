"""One's own account."""

from fastapi import APIRouter

from app.access import CurrentUser
from app.models import User
from app.tables import UserRow

router = APIRouter(prefix="/api/v1/users/me", tags=["users"])


@router.get("", response_model=User)
def read_me(user: CurrentUser) -> UserRow:
    """Say who is asking."""
    return user
