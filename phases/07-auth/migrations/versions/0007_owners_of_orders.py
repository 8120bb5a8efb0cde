"""Say of an order whose it is. Those that were placed before there were logins are nobody's.

In small steps, as in 0004 and 0005: the table is never locked for long. Each step may be done
twice, for what stands before the block is committed when the block begins.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, then key and index beside the work."""
    op.add_column(
        "orders", sa.Column("user_id", sa.BigInteger(), nullable=True), if_not_exists=True
    )
    op.execute("ALTER TABLE orders DROP CONSTRAINT IF EXISTS fk_orders_user_id")
    op.create_foreign_key(
        op.f("fk_orders_user_id"),
        "orders",
        "users",
        ["user_id"],
        ["id"],
        ondelete="SET NULL",
        postgresql_not_valid=True,
    )
    with op.get_context().autocommit_block():
        op.execute("ALTER TABLE orders VALIDATE CONSTRAINT fk_orders_user_id")
        op.execute("DROP INDEX CONCURRENTLY IF EXISTS ix_orders_user_id")
        op.create_index(
            op.f("ix_orders_user_id"), "orders", ["user_id"], postgresql_concurrently=True
        )


def downgrade() -> None:
    """Drop the column: nobody knows any more whose an order was."""
    op.drop_column("orders", "user_id")
