"""The tables of the shop, as classes: one object is one row."""

from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from pydantic import TypeAdapter
from sqlalchemy import (
    CheckConstraint,
    Column,
    Dialect,
    ForeignKey,
    Identity,
    Index,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.types import TypeDecorator

from app.auth.permissions import Role
from app.db.base import Base
from app.domain.money import Money
from app.domain.products import Product
from app.models.discounts import Discount

Id = Annotated[int, mapped_column(Identity(), primary_key=True)]
"""A number that PostgreSQL gives. A number is never given twice, not even after a rollback."""

Moment = Annotated[datetime, mapped_column(server_default=func.now())]
"""When the row was made: the database's clock, the same for all processes."""


class ProductRow(Base):
    """A product. One that was removed stays, with `deleted_at`: old orders name it."""

    __tablename__ = "products"

    id: Mapped[Id]
    sku: Mapped[str]
    name: Mapped[str]
    price_cents: Mapped[int]
    currency: Mapped[str]
    stock: Mapped[int]
    created_at: Mapped[Moment]
    deleted_at: Mapped[datetime | None]

    __table_args__ = (
        # Only among the products that are on sale: the SKU of a removed one may be used again.
        Index("uq_products_sku", "sku", unique=True, postgresql_where=text("deleted_at IS NULL")),
        Index("ix_products_price_cents", "price_cents"),
        CheckConstraint("price_cents >= 0", name="price_cents"),
        CheckConstraint("currency IN ('EUR', 'GBP', 'USD')", name="currency"),
        CheckConstraint("stock >= 0", name="stock"),
    )

    def to_domain(self) -> Product:
        """Return the product as the rules of the shop know it."""
        return Product(self.sku, self.name, Money(self.price_cents, self.currency), self.stock)


class OrderRow(Base):
    """An order. What it costs is the sum of its items, and is stored nowhere else."""

    __tablename__ = "orders"

    id: Mapped[Id]
    status: Mapped[str]
    currency: Mapped[str]
    placed_at: Mapped[Moment]
    # NULL is nobody's: placed before there were logins, or by a user who is gone.
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )

    # One to many. Items belong to their order and go with it: PostgreSQL removes them itself.
    items: Mapped[list["OrderItemRow"]] = relationship(
        order_by="OrderItemRow.position",
        cascade="all, delete-orphan",
        passive_deletes=True,
        lazy="raise",
    )

    __table_args__ = (
        Index("ix_orders_placed_at", "placed_at"),
        CheckConstraint("status IN ('open', 'paid', 'shipped', 'cancelled')", name="status"),
        CheckConstraint("currency IN ('EUR', 'GBP', 'USD')", name="currency"),
    )


class OrderItemRow(Base):
    """One line of an order: SKU and price are copies, as they were when it was placed."""

    __tablename__ = "order_items"

    order_id: Mapped[int] = mapped_column(
        ForeignKey("orders.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    sku: Mapped[str]
    quantity: Mapped[int]
    unit_price_cents: Mapped[int]

    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity"),
        CheckConstraint("unit_price_cents >= 0", name="unit_price_cents"),
    )


class UserRow(Base):
    """Somebody who buys, or who runs the shop.

    `password_hash`: None for a user who has no password, but logs in at a provider, or was entered
    by an administrator and has not set one yet.
    """

    __tablename__ = "users"

    id: Mapped[Id]
    email: Mapped[str]
    name: Mapped[str]
    created_at: Mapped[Moment]
    role: Mapped[Role] = mapped_column(
        Text,
        CheckConstraint("role IN ('customer', 'admin')", name="role"),
        server_default="customer",
    )
    password_hash: Mapped[str | None]

    # Nobody has two accounts, Ada@example.com and ada@example.com.
    __table_args__ = (Index("uq_users_email", text("lower(email)"), unique=True),)


followers = Table(
    "followers",
    Base.metadata,
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("follower_id", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True),
    CheckConstraint("user_id <> follower_id", name="not_oneself"),
)
"""Who follows whom: many to many, from users to users."""

product_categories = Table(
    "product_categories",
    Base.metadata,
    Column("category_id", ForeignKey("categories.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "product_id", ForeignKey("products.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
)
"""Which product is in which category: many to many."""

review_likes = Table(
    "review_likes",
    Base.metadata,
    Column("review_id", ForeignKey("reviews.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, index=True),
)
"""Who likes which review: many to many, and nobody twice."""


class CategoryRow(Base):
    """A shelf of the shop. A product may stand on several."""

    __tablename__ = "categories"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)

    products: Mapped[list[ProductRow]] = relationship(
        secondary=product_categories, order_by=ProductRow.id, lazy="raise"
    )


class ReviewRow(Base):
    """What a user thinks of a product: one review of each product."""

    __tablename__ = "reviews"

    id: Mapped[Id]
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    rating: Mapped[int]
    text: Mapped[str]
    written_at: Mapped[Moment]

    author: Mapped[UserRow] = relationship(lazy="raise")
    liked_by: Mapped[list[UserRow]] = relationship(
        secondary=review_likes, order_by=UserRow.id, lazy="raise"
    )

    __table_args__ = (
        UniqueConstraint("product_id", "author_id"),
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
    )


class TaskRow(Base):
    """Something that the staff has to do. `revision` is counted up at each change."""

    __tablename__ = "tasks"

    id: Mapped[Id]
    title: Mapped[str]
    notes: Mapped[str] = mapped_column(server_default="")
    due_on: Mapped[date | None] = mapped_column(index=True)
    done_at: Mapped[datetime | None]
    assignee_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )
    revision: Mapped[int] = mapped_column()
    created_at: Mapped[Moment]

    __table_args__ = (CheckConstraint("title <> ''", name="title"),)
    # Each UPDATE asks for the revision that was read, and counts it up.
    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012


class FeedbackRow(Base):
    """What somebody wrote to the shop, and which user that is, if one has the address."""

    __tablename__ = "feedback"

    id: Mapped[Id]
    email: Mapped[str]
    message: Mapped[str]  # exercise 10.11
    sent_at: Mapped[Moment]
    user_id: Mapped[int | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL"), index=True
    )


_DISCOUNT: TypeAdapter[Discount] = TypeAdapter(Discount)


class DiscountJson(TypeDecorator[Discount]):
    """A discount in a column: as JSON, because each kind has other fields."""

    impl = JSONB
    cache_ok = True

    def process_bind_param(self, value: Discount | None, dialect: Dialect) -> Any:  # noqa: ANN401, ARG002
        """Turn a discount into what JSON can hold."""
        return None if value is None else _DISCOUNT.dump_python(value, mode="json")

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Discount | None:  # noqa: ANN401, ARG002
        """Turn what was stored into a discount."""
        return None if value is None else _DISCOUNT.validate_python(value)


class PromotionRow(Base):
    """A promotion, with what no client is meant to see."""

    __tablename__ = "promotions"

    id: Mapped[UUID] = mapped_column(primary_key=True, server_default=func.uuidv7())
    created_at: Mapped[Moment]
    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    discount: Mapped[Discount] = mapped_column(DiscountJson)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    skus: Mapped[list[str]] = mapped_column(ARRAY(Text))
    terms_url: Mapped[str | None]
    internal_note: Mapped[str | None]

    __table_args__ = (CheckConstraint("ends_at > starts_at", name="ends_at"),)


class LoginRow(Base):
    """A login: what was handed out in its name is valid until it is revoked."""

    __tablename__ = "logins"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    created_at: Mapped[Moment]
    revoked_at: Mapped[datetime | None]

    user: Mapped[UserRow] = relationship(lazy="raise")


class RefreshTokenRow(Base):
    """A refresh token, or rather its fingerprint. A used one stays, to be recognised."""

    __tablename__ = "refresh_tokens"

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    login_id: Mapped[UUID] = mapped_column(ForeignKey("logins.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    login: Mapped[LoginRow] = relationship(lazy="raise")


class WebSessionRow(Base):
    """A session of a browser: the fingerprint of its cookie, and its token against forgeries."""

    __tablename__ = "web_sessions"

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    login_id: Mapped[UUID] = mapped_column(ForeignKey("logins.id", ondelete="CASCADE"), index=True)
    csrf_token: Mapped[str]
    expires_at: Mapped[datetime]

    login: Mapped[LoginRow] = relationship(lazy="raise")


class ApiKeyRow(Base):
    """An API key: enough of it to find it again, and not enough to use it."""

    __tablename__ = "api_keys"

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str]
    prefix: Mapped[str]
    fingerprint: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    created_at: Mapped[Moment]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]

    user: Mapped[UserRow] = relationship(lazy="raise")


class PasswordResetRow(Base):
    """A link that was mailed and not used yet, by the fingerprint of its token."""

    __tablename__ = "password_resets"

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]


class LoginAttemptRow(Base):
    """An attempt to log in that has not succeeded, once by account and once by address."""

    __tablename__ = "login_attempts"

    id: Mapped[Id]
    key: Mapped[str]
    attempted_at: Mapped[datetime]

    __table_args__ = (Index("ix_login_attempts_key", "key", "attempted_at"),)


class IdentityRow(Base):
    """Which person at a provider is which user here."""

    __tablename__ = "identities"

    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)

    user: Mapped[UserRow] = relationship(lazy="raise")


class OidcAttemptRow(Base):
    """A login at the provider that has been begun, by the fingerprint of its state."""

    __tablename__ = "oidc_attempts"

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    nonce: Mapped[str]
    verifier: Mapped[str]
    expires_at: Mapped[datetime]


class NoteRow(Base):
    """What a user writes down for themselves."""

    __tablename__ = "notes"

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    text: Mapped[str]
    created_at: Mapped[Moment]
