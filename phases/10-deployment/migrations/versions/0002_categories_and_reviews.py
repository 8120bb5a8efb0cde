"""Categories, reviews, likes and followers."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of what users and products have to do with each other."""
    op.create_table(
        "categories",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_categories")),
        sa.UniqueConstraint("name", name=op.f("uq_categories_name")),
    )
    _create_link("product_categories", ("category_id", "categories"), ("product_id", "products"))
    op.create_table(
        "reviews",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("rating", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column(
            "written_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False
        ),
        sa.CheckConstraint("rating BETWEEN 1 AND 5", name=op.f("ck_reviews_rating")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_reviews_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_reviews_author_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint(
            "product_id", "author_id", name=op.f("uq_reviews_product_id_author_id")
        ),
    )
    op.create_index(op.f("ix_reviews_author_id"), "reviews", ["author_id"])
    _create_link("review_likes", ("review_id", "reviews"), ("user_id", "users"))
    _create_link("followers", ("user_id", "users"), ("follower_id", "users"))
    op.create_check_constraint(
        op.f("ck_followers_not_oneself"), "followers", "user_id <> follower_id"
    )


def downgrade() -> None:
    """Drop them, with all that is in them."""
    for table in ("followers", "review_likes", "reviews", "product_categories", "categories"):
        op.drop_table(table)


def _create_link(table: str, one: tuple[str, str], other: tuple[str, str]) -> None:
    """Make a table of pairs: a column and the table that it refers to, twice."""
    op.create_table(
        table,
        *(sa.Column(column, sa.BigInteger(), nullable=False) for column, _ in (one, other)),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE"
            )
            for column, target in (one, other)
        ),
        sa.PrimaryKeyConstraint(one[0], other[0], name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_{other[0]}"), table, [other[0]])
