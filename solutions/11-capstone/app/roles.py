"""Roles, and what each of them may do. Code asks for permissions, never for roles."""

from enum import StrEnum


class Role(StrEnum):
    """A bundle of permissions that an account has."""

    MEMBER = "member"
    SUPPORT = "support"
    ADMIN = "admin"


class Permission(StrEnum):
    """One thing that may be done to other people's accounts; one's own is always one's own."""

    READ = "users:read"
    CHANGE = "users:change"
    GIVE_ROLES = "roles:give"


PERMISSIONS_OF = {
    Role.MEMBER: frozenset[Permission](),
    Role.SUPPORT: frozenset({Permission.READ}),
    Role.ADMIN: frozenset(Permission),
}
