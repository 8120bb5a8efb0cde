"""What all tables have in common."""

from datetime import datetime

from sqlalchemy import BigInteger, DateTime, MetaData, Text
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """The parent of all mapped classes.

    Constraints get names by a rule, because a migration can drop only what has a name:
    https://docs.sqlalchemy.org/en/21/core/constraints.html#configuring-constraint-naming-conventions

    Whole numbers are `bigint`, 8 bytes: ids do not run out, and a price times a quantity fits.
    Moments are `timestamptz`: without a zone nobody knows which moment is meant.
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
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own form
        int: BigInteger,
        str: Text,
        datetime: DateTime(timezone=True),
    }
