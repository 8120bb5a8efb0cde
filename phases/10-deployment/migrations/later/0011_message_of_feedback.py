"""Contract: drop `feedback.message`, which no version uses any more.

It waits in this folder, where Alembic does not look, until the version that reads `message` is gone
everywhere. With the next release it moves to migrations/versions.
"""
# ruff: noqa: N999 - the name of a migration begins with its number

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop the old column, and what kept the two alike. Exercise 10.11."""


def downgrade() -> None:
    """Make the old column again, from the new one. Exercise 10.11."""
