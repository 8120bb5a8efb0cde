"""How the application talks to PostgreSQL: one engine, one session for each request."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from app.settings import Settings


def make_engine(settings: Settings) -> Engine:
    """Make the engine with its pool: opening a connection costs more than most queries.

    FastAPI runs `def` operations in 40 threads, each of which may hold one connection.
    """
    return create_engine(
        str(settings.database_url),
        pool_size=20,
        max_overflow=20,
        pool_timeout=5,
        hide_parameters=True,  # an error of the database is logged, and hashes are parameters
        pool_pre_ping=True,  # after a restart of PostgreSQL, no request meets a dead connection
        connect_args={
            "connect_timeout": 5,
            "options": "-c statement_timeout=10000 -c timezone=UTC",
        },
    )


def get_session(request: Request) -> Iterator[Session]:
    """Open a session for one request and commit at its end; roll back if anything was raised."""
    with Session(request.state.engine, expire_on_commit=False) as session:
        yield session
        session.commit()


SessionDep = Annotated[Session, Depends(get_session, scope="function", max_concurrency=30)]
"""scope="function": the commit comes before the response, so a commit that fails is no 200.

max_concurrency: fewer sessions than connections, or requests that wait for connections take all the
threads, and those that have one cannot go on.
"""
