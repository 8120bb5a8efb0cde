"""How the application talks to PostgreSQL: one session for each request."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Engine, NullPool, create_engine
from sqlalchemy.orm import Session

from app.settings import Settings


def make_engine(settings: Settings) -> Engine:
    """Make an engine that keeps no connection. Exercise 11.11 asks what that costs."""
    options = {"connect_timeout": 5, "options": "-c statement_timeout=10000 -c timezone=UTC"}
    return create_engine(str(settings.database_url), poolclass=NullPool, connect_args=options)


def get_session(request: Request) -> Iterator[Session]:
    """Open a session for one request and commit at its end; roll back if anything was raised."""
    with Session(request.state.engine, expire_on_commit=False) as session:
        yield session
        session.commit()


SessionDep = Annotated[Session, Depends(get_session, scope="function")]
"""scope="function": the commit comes before the response, so a commit that fails is no 200."""
