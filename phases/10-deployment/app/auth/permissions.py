"""What may be done, and which role may do it. Nothing here knows a route, a token or a request."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Literal

Role = Literal["customer", "admin"]


class Permission(StrEnum):
    """One thing that one may do; the same words are the scopes of tokens and API keys."""

    CATALOGUE_WRITE = "catalogue:write"
    ORDERS_READ = "orders:read"
    ORDERS_WRITE = "orders:write"
    ORDERS_MANAGE = "orders:manage"
    NOTES_READ = "notes:read"
    NOTES_WRITE = "notes:write"
    REVIEWS_WRITE = "reviews:write"
    PROFILE_WRITE = "profile:write"
    TASKS_MANAGE = "tasks:manage"
    REPORTS_READ = "reports:read"
    USERS_MANAGE = "users:manage"


DESCRIPTIONS: dict[str, str] = {
    Permission.CATALOGUE_WRITE: "Change products, categories and promotions.",
    Permission.ORDERS_READ: "Read one's own orders.",
    Permission.ORDERS_WRITE: "Place orders, and cancel one's own.",
    Permission.ORDERS_MANAGE: "Read, move on and remove the orders of everybody.",
    Permission.NOTES_READ: "Read one's own notes.",
    Permission.NOTES_WRITE: "Write one's own notes.",
    Permission.REVIEWS_WRITE: "Write reviews, and like those of others.",
    Permission.TASKS_MANAGE: "See and do the tasks of the staff.",
    Permission.REPORTS_READ: "Read how much was sold.",
    Permission.PROFILE_WRITE: "Change or remove one's own account.",
    Permission.USERS_MANAGE: "Read and change all users, and give them roles.",
}
"""What a person reads who is asked to grant a scope; they stand in the OpenAPI document."""

_CUSTOMER = frozenset(
    {
        Permission.ORDERS_READ,
        Permission.ORDERS_WRITE,
        Permission.NOTES_READ,
        Permission.NOTES_WRITE,
        Permission.REVIEWS_WRITE,
        Permission.PROFILE_WRITE,
    }
)
PERMISSIONS_OF: dict[Role, frozenset[Permission]] = {
    "customer": _CUSTOMER,
    "admin": frozenset(Permission),
}


def granted(role: Role, scopes: Iterable[str]) -> frozenset[Permission]:
    """Return what a role may do within some scopes: a scope never gives what the role has not."""
    wanted = set(scopes)
    return frozenset(each for each in PERMISSIONS_OF[role] if each.value in wanted)
