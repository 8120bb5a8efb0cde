"""How Alembic reaches the database, and what it compares the tables with."""

import os

from alembic import context
from app.tables import Base
from sqlalchemy import create_engine, pool


def run() -> None:
    """Run the migrations on the database of DATABASE_URL, each in a transaction of its own.

    `lock_timeout`: who waits for a lock on a table makes all others wait behind.
    """
    engine = create_engine(
        os.environ["DATABASE_URL"],  # all that a migration needs: no other secret is handed to it
        poolclass=pool.NullPool,
        connect_args={"options": "-c lock_timeout=5s"},
    )
    with engine.connect() as connection:
        context.configure(
            connection=connection, target_metadata=Base.metadata, transaction_per_migration=True
        )
        with context.begin_transaction():
            context.run_migrations()


if __name__ == "env_py":  # so Alembic calls this file; who only imports it runs nothing
    run()
