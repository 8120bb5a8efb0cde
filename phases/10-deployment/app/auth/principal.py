"""Who is asking: the same for every way of saying it."""

from dataclasses import dataclass
from uuid import UUID

from app.auth.permissions import Permission
from app.db.tables import UserRow


@dataclass(frozen=True, slots=True)
class Principal:
    """A user who has proved who they are, and how far their proof goes.

    `login_id`: the login that a person made with a password or at a provider; None for a program
    that came with an API key.
    """

    user: UserRow
    permissions: frozenset[Permission]
    login_id: UUID | None = None

    def may(self, permission: Permission) -> bool:
        """Tell whether this is allowed."""
        return permission in self.permissions
