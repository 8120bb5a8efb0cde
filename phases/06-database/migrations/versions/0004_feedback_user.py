"""Room in feedback for the user who wrote it."""

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and its foreign key."""
    # exercise 6.11: Move data while everybody works.


def downgrade() -> None:
    """Drop the column."""
    # exercise 6.11: Move data while everybody works.
