"""The tables, as classes: one object is one row."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, DateTime, ForeignKey, Index, MetaData, Text, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from app.roles import Role


class Base(DeclarativeBase):
    """The parent of all mapped classes: constraints get names by a rule, so migrations find them.

    https://docs.sqlalchemy.org/en/21/core/constraints.html#configuring-constraint-naming-conventions
    """

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map = {str: Text, datetime: DateTime(timezone=True)}  # noqa: RUF012


class UserRow(Base):
    """An account. `email` is stored in small letters, so that nobody has two."""

    __tablename__ = "users"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    role: Mapped[Role] = mapped_column(
        Text, CheckConstraint("role IN ('member', 'support', 'admin')", name="role")
    )
    password_hash: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.clock_timestamp())

    __table_args__ = (Index("ix_users_created_at_id", "created_at", "id"),)


class LoginRow(Base):
    """A login. What was handed out in its name is valid until it is ended."""

    __tablename__ = "logins"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    started_at: Mapped[datetime] = mapped_column(server_default=func.now())
    ended_at: Mapped[datetime | None]

    user: Mapped[UserRow] = relationship(lazy="raise")


class RefreshTokenRow(Base):
    """A refresh token, by its fingerprint: who reads the table cannot use it."""

    __tablename__ = "refresh_tokens"

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    login_id: Mapped[UUID] = mapped_column(ForeignKey("logins.id", ondelete="CASCADE"), index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    login: Mapped[LoginRow] = relationship(lazy="raise")


class LoginAttemptRow(Base):
    """An attempt to log in that has not succeeded."""

    __tablename__ = "login_attempts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    account: Mapped[str]
    attempted_at: Mapped[datetime]

    __table_args__ = (Index("ix_login_attempts_account", "account", "attempted_at"),)
