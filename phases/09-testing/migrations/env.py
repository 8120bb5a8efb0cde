"""How Alembic reaches the database, and what it compares the tables with."""

import app.db.requests
import app.db.tables  # noqa: F401 - a table that is not imported is not there
from alembic import context
from app.core.config import load_settings
from app.db.base import Base
from sqlalchemy import create_engine, pool


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
            transaction_per_migration=True,
            compare_server_default=True,
        )
        with context.begin_transaction():
            context.run_migrations()


def run() -> None:
    """Run what the command asks for, on the database of the settings."""
    url = str(load_settings().database_url)
    if context.is_offline_mode():
        run_offline(url)
    else:
        run_online(url)


if __name__ == "env_py":  # so Alembic calls this file; who only imports it runs nothing
    run()
