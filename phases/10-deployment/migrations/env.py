"""How Alembic reaches the database, and what it compares the tables with."""

from alembic import context
from sqlalchemy import Column, create_engine, pool
from sqlalchemy.schema import SchemaItem

import app.db.requests
import app.db.tables  # noqa: F401 - a table that is not imported is not there
from app.core.config import DatabaseSettings
from app.db.base import Base

RETIRED = {("feedback", "message")}
"""Columns that this version does not use any more. The next one drops them: until then, the version
before may still be at work."""


def is_compared(
    item: SchemaItem,
    name: str | None,
    _kind: str,
    reflected: bool,  # noqa: FBT001 - Alembic calls it so
    compare_to: SchemaItem | None,
) -> bool:
    """Tell Alembic whether a difference between tables and database counts."""
    is_extra = isinstance(item, Column) and reflected and compare_to is None
    return not (is_extra and (item.table.name, name) in RETIRED)


def run_offline(url: str) -> None:
    """Print the SQL instead of running it: `alembic upgrade head --sql`."""
    context.configure(url=url, target_metadata=Base.metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


def run_online(url: str) -> None:
    """Run the migrations, each in a transaction of its own.

    `lock_timeout`: who waits for a lock on a table makes all others wait behind. A migration gives
    up after five seconds, and is tried again in a quieter moment.
    """
    engine = create_engine(
        url, poolclass=pool.NullPool, connect_args={"options": "-c lock_timeout=5s"}
    )
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_object=is_compared,
            transaction_per_migration=True,
            compare_server_default=True,
        )
        with context.begin_transaction():
            context.run_migrations()


def run() -> None:
    """Run what the command asks for, on the database of the settings."""
    url = str(DatabaseSettings.model_validate({}).database_url)
    if context.is_offline_mode():
        run_offline(url)
    else:
        run_online(url)


if __name__ == "env_py":  # so Alembic calls this file; who only imports it runs nothing
    run()
