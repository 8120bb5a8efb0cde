"""How the application talks to its database: one engine, one session for each request."""

import selectors
from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from psycopg import Connection
from sqlalchemy import Engine, NullPool, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session, sessionmaker

from app.core.config import Settings

# Windows has no poll; elsewhere, select fails when the process has more than 1,024 open files.
_Selector = getattr(selectors, "PollSelector", selectors.SelectSelector)


def make_reader(settings: Settings) -> Engine:
    """Make the engine, and with it the pool. Nothing is connected before it is needed.

    Its connections are in autocommit, as PostgreSQL is by itself: each statement is a transaction
    of its own. For who reads with one statement that is enough, and saves BEGIN and ROLLBACK, two
    of three trips to the database.

    An operation runs in one of 40 threads and uses one connection. With a pool that is smaller,
    threads wait for connections, which is well as long as `SessionDep` does not take all of them.
    """
    engine = create_engine(
        str(settings.database_url),
        isolation_level="AUTOCOMMIT",
        pool_size=settings.pool_size,
        max_overflow=settings.pool_max_overflow,
        pool_timeout=settings.pool_timeout_seconds,
        hide_parameters=True,  # the values of a statement that failed stay out of the log
        connect_args={
            "connect_timeout": settings.connect_timeout_seconds,
            "keepalives_idle": 60,  # seconds at rest, then the kernel asks whether all is well,
            "keepalives_interval": 10,  # so often
            "keepalives_count": 3,  # until it gives the connection up
            "application_name": "storefront",
            "options": f"-c statement_timeout={settings.statement_timeout_ms} -c timezone=UTC",
        },
    )
    event.listen(engine, "checkout", refuse_the_dead)
    return engine


def refuse_the_dead(connection: Connection, *_: object) -> None:
    """See to it that a connection that has died in the pool is replaced, and not handed out.

    A server has nothing to say to a connection at rest, unless it hangs up: then there is something
    to read. To look costs microseconds; `pool_pre_ping`, which asks, costs a trip to the database.
    Where a line is cut without a word, it is the kernel that notices: see the keepalives above.

    Raises: DisconnectionError, at which the pool makes a new connection.
    """
    with _Selector() as selector:
        selector.register(connection, selectors.EVENT_READ)
        if connection.closed or selector.select(0):
            raise DisconnectionError("The server has closed this connection.")


def with_transactions(reader: Engine) -> Engine:
    """Return the engine of those who write: its connections, of the same pool, begin transactions.

    READ COMMITTED is what PostgreSQL takes if it is not told otherwise.
    """
    return reader.execution_options(isolation_level="READ COMMITTED")


def make_engine(settings: Settings) -> Engine:
    """Make an engine with transactions, and a pool for it."""
    return with_transactions(make_reader(settings))


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


SessionDep = Annotated[Session, Depends(get_session, scope="function", max_concurrency=8)]
"""scope="function": the commit comes before the response, so a commit that fails is no 200.

max_concurrency: fewer sessions than the pool has connections, also where so many processes share
PostgreSQL that each may have 11 only. The others wait without a thread, and who needs a connection
for a moment (the catalogue, a receipt) finds one.
"""
