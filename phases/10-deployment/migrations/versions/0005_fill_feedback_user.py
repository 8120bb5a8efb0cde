"""Fill in which user wrote old feedback, while everybody goes on working.

Each statement commits by itself, so that none holds its locks for long. If one fails, the
migration can simply be run again: every step may be done twice.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BATCH = 1000
FILL = sa.text("""
    UPDATE feedback SET user_id = users.id
    FROM users
    WHERE lower(users.email) = lower(feedback.email)
    AND feedback.user_id IS NULL
    AND feedback.id > :after AND feedback.id <= :after + :batch
""")


def upgrade() -> None:
    """Find the users by their addresses, check the foreign key, make the index."""
    with op.get_context().autocommit_block():
        connection = op.get_bind()
        last = connection.execute(sa.text("SELECT coalesce(max(id), 0) FROM feedback")).scalar_one()
        for after in range(0, last, BATCH):
            connection.execute(FILL, {"after": after, "batch": BATCH})
        op.execute("ALTER TABLE feedback VALIDATE CONSTRAINT fk_feedback_user_id")
        # An index whose making was interrupted stays, and is not used: it goes first.
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_feedback_user_id")
        op.execute("CREATE INDEX CONCURRENTLY ix_feedback_user_id ON feedback (user_id)")


def downgrade() -> None:
    """Drop the index. The column stays filled: that does no harm to the version before."""
    op.drop_index(op.f("ix_feedback_user_id"), table_name="feedback")
