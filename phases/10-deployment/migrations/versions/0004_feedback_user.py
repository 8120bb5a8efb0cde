"""Room in feedback for the user who wrote it.

Nobody waits for this: a column that may be empty is added without touching a row, and a foreign
key that is NOT VALID holds for new rows and does not look at the old ones.
https://www.postgresql.org/docs/18/sql-altertable.html#SQL-ALTERTABLE-NOTES
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column and its foreign key."""
    op.add_column("feedback", sa.Column("user_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_feedback_user_id"),
        "feedback",
        "users",
        ["user_id"],
        ["id"],
        ondelete="SET NULL",
        postgresql_not_valid=True,
    )


def downgrade() -> None:
    """Drop the column. Nothing is lost: what was in it follows from the addresses."""
    op.drop_column("feedback", "user_id")
