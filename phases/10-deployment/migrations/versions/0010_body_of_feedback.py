"""Expand: `feedback.body` beside `feedback.message`, so that both versions find what they know."""

revision = "0010"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, and keep the two alike. Exercise 10.11."""


def downgrade() -> None:
    """Take the column away again; the old one has everything. Exercise 10.11."""
