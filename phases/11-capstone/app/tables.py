"""The tables, as classes: one object is one row."""

from datetime import datetime

from sqlalchemy import DateTime, MetaData, Text
from sqlalchemy.orm import DeclarativeBase


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


# Exercise 11.2: the tables that signing up needs. Logins and tokens have theirs later.
