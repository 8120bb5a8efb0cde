"""Fill in which user wrote old feedback."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Fill, check, index."""
    op.execute(
        "UPDATE feedback SET user_id = (SELECT id FROM users"
        " WHERE lower(users.email) = lower(feedback.email))"
    )
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE feedback VALIDATE CONSTRAINT fk_feedback_user_id")
        op.create_index(
            "ix_feedback_user_id", "feedback", ["user_id"], postgresql_concurrently=True
        )


def downgrade() -> None:
    """Drop the index, and empty the column."""
    op.drop_index("ix_feedback_user_id", table_name="feedback")
    op.execute("UPDATE feedback SET user_id = NULL")
