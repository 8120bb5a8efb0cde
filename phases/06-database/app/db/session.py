"""How the application talks to its database: one engine, one session for each request."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session, sessionmaker

from app.core.config import Settings


def make_engine(settings: Settings) -> Engine:
    """Make the engine, and with it the pool. Nothing is connected before it is needed.

    An operation runs in one of 40 threads and uses one connection. With a pool that is smaller,
    threads wait for connections.
    """
    # exercise 6.2: Engine, pool and session. The settings know more than the address.
    return create_engine(str(settings.database_url))


def make_sessions(engine: Engine) -> sessionmaker[Session]:
    """Make what opens sessions. Objects keep what was read when their session commits."""
    return sessionmaker(engine, expire_on_commit=False)


def get_session(request: Request) -> Iterator[Session]:
    """Open a session for one request and commit at its end; roll back if anything was raised."""
    raise NotImplementedError("exercise 6.2")
    yield


# exercise 6.2: Engine, pool and session. When does this commit: before the response, or after it?
# And what becomes of a hundred requests that come at once?
SessionDep = Annotated[Session, Depends(get_session)]
"""scope="function": the commit comes before the response, so a commit that fails is no 200.

max_concurrency: fewer sessions than connections. A request keeps its connection while it waits for
a thread. If more came, they would take all the threads to wait for connections in, and nobody could
go on. So they wait here, without a thread.
"""
