"""How the application talks to its database: one engine, one session for each request."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine, NullPool, create_engine
from sqlalchemy.orm import Session, sessionmaker

from app.core.config import Settings


def make_engine(settings: Settings) -> Engine:
    """Make the engine, and with it the pool. Nothing is connected before it is needed.

    An operation runs in one of 40 threads and holds one connection. A pool that is smaller lets
    threads wait for connections, which come back only when other requests find a thread.
    """
    return create_engine(
        str(settings.database_url),
        pool_size=settings.pool_size,
        max_overflow=settings.pool_max_overflow,
        pool_timeout=settings.pool_timeout_seconds,
        pool_pre_ping=True,  # a connection that has died meanwhile is replaced, not handed out
        hide_parameters=True,  # the values of a statement that failed stay out of the log
        connect_args={
            "connect_timeout": settings.connect_timeout_seconds,
            "application_name": "storefront",
            "options": f"-c statement_timeout={settings.statement_timeout_ms} -c timezone=UTC",
        },
    )


def make_probe_engine(settings: Settings) -> Engine:
    """Make the engine of the readiness check: without a pool, and with little patience.

    A pool that is busy would make a healthy database look dead, in all processes at once.
    """
    milliseconds = int(settings.ready_timeout_seconds * 1000)
    return create_engine(
        str(settings.database_url),
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={
            "connect_timeout": settings.connect_timeout_seconds,
            "application_name": "storefront-ready",
            "options": f"-c statement_timeout={milliseconds}",
        },
    )


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """Make what opens sessions. Objects keep what was read when their session commits."""
    return sessionmaker(engine, expire_on_commit=False)


def get_session(request: Request) -> Iterator[Session]:
    """Open a session for one request and commit at its end; roll back if anything was raised."""
    with request.state.sessions() as session:
        yield session
        session.commit()


SessionDep = Annotated[Session, Depends(get_session, scope="function")]
"""scope="function": the commit comes before the response, so a commit that fails is no 200."""
