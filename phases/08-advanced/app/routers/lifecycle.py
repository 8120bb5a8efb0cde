"""The order of a request, made visible by a request that notes what happens to it.

Nothing real is opened here: a connection and a piece of work stand for a database's connection
and its transaction.
"""

from collections.abc import Iterator
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, HTTPException, Request, status
from pydantic import BaseModel

from app.core.problems import refuses
from app.core.trace import Trace


class Connection:
    """Stands for something that is opened for a request and closed after it."""


class Work:
    """Stands for something that succeeds as a whole or is undone."""


class Steps(BaseModel):
    """What happened, in order."""

    steps: list[str]


async def get_trace(request: Request) -> Trace:
    """Return the trace of this request, which the middleware has begun."""
    trace: Trace = request.state.trace
    return trace


TraceDep = Annotated[Trace, Depends(get_trace)]


def pass_the_gate(trace: TraceDep) -> None:
    """Note that the dependencies of the router come first."""
    trace.note("router dependency")


def open_connection(trace: TraceDep) -> Connection:
    """Open a connection, lend it to the request, and close it when the answer has been sent."""
    # exercise 8.3: it is never closed.
    trace.note("connection: opened")
    return Connection()


ConnectionDep = Annotated[Connection, Depends(open_connection)]


def begin_work(trace: TraceDep) -> Work:
    """Begin a piece of work, and finish or undo it before anything is answered.

    Raises: whatever the operation raised; it has to be raised again.
    """
    # exercise 8.3: it needs a connection, and it never ends.
    trace.note("work: begun")
    return Work()


WorkDep = Annotated[Work, Depends(begin_work)]


def look_up(trace: TraceDep) -> str:
    """Ask something over the connection: it is the one that the work has, opened once."""
    # exercise 8.3: it needs a connection.
    trace.note("look-up")
    return "found"


router = APIRouter(prefix="/diagnostics/lifecycle", tags=["diagnostics"])


# Exercise 8.3: The order of a request. Write `read_lifecycle` here.
