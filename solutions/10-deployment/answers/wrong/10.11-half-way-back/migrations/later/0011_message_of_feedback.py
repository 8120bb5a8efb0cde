"""Contract: drop `feedback.message`, which no version uses any more.

It waits in this folder, where Alembic does not look, until the version that reads `message` is gone
everywhere. With the next release it moves to migrations/versions.
"""
# ruff: noqa: N999 - the name of a migration begins with its number

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Drop what carried the values over, and the old column."""
    op.execute("DROP TRIGGER carry_feedback ON feedback")
    op.execute("DROP FUNCTION carry_feedback")
    op.drop_column("feedback", "message")


def downgrade() -> None:
    """Make the old column again, from the new one, and carry over as 0010 does."""
    op.add_column("feedback", sa.Column("message", sa.Text(), nullable=True))
    op.execute("UPDATE feedback SET message = body")
    op.alter_column("feedback", "message", nullable=False)
