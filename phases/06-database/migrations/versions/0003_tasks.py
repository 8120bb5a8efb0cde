"""Tasks of the staff."""

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    # exercise 6.9: A new table, by migration.


def downgrade() -> None:
    """Drop it, with all tasks."""
    # exercise 6.9: A new table, by migration.
