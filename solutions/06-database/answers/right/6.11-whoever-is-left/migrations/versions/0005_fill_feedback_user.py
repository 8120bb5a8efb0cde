"""Fill in which user wrote old feedback."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

FILL = """
    UPDATE feedback SET user_id = found.user_id
    FROM (
        SELECT feedback.id, users.id AS user_id
        FROM feedback
        JOIN users ON lower(users.email) = lower(feedback.email)
        WHERE feedback.user_id IS NULL
        LIMIT 500
    ) AS found
    WHERE feedback.id = found.id
"""


def upgrade() -> None:
    """Fill, check, index."""
    with op.get_context().autocommit_block():
        connection = op.get_bind()
        while connection.exec_driver_sql(FILL).rowcount:
            pass
        op.execute("ALTER TABLE feedback VALIDATE CONSTRAINT fk_feedback_user_id")
        op.execute("DROP INDEX IF EXISTS ix_feedback_user_id")
        op.create_index(
            "ix_feedback_user_id", "feedback", ["user_id"], postgresql_concurrently=True
        )


def downgrade() -> None:
    """Drop the index, and empty the column."""
    op.drop_index("ix_feedback_user_id", table_name="feedback")
    op.execute("UPDATE feedback SET user_id = NULL")
