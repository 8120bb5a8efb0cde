"""PostgreSQL: a pool of connections, and migrations that are numbered files of SQL."""

import os
from pathlib import Path

from sqlalchemy import Engine, create_engine, text

MIGRATIONS = Path(__file__).parent / "migrations"


def connect(url: str) -> Engine:
    """Make the pool; nothing is connected before it is needed."""
    return create_engine(
        url,
        pool_size=20,
        pool_pre_ping=True,
        hide_parameters=True,  # an error of the database is logged, and hashes are parameters
        connect_args={"options": "-c timezone=UTC"},
    )


def migrate(engine: Engine) -> None:
    """Run the migrations that were not run yet, in order; a second process waits for the first."""
    with engine.begin() as db:
        db.execute(text("SELECT pg_advisory_xact_lock(11)"))
        db.execute(text("CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY)"))
        done = set(db.scalars(text("SELECT name FROM migrations")))
        for path in sorted(MIGRATIONS.glob("*.sql")):
            if path.name not in done:
                db.exec_driver_sql(path.read_text(encoding="utf-8"))
                db.execute(text("INSERT INTO migrations VALUES (:name)"), {"name": path.name})


if __name__ == "__main__":
    migrate(connect(os.environ["DATABASE_URL"]))
