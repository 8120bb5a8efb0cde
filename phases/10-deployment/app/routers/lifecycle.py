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


def open_connection(trace: TraceDep) -> Iterator[Connection]:
    """Open a connection, lend it to the request, and close it when the answer has been sent."""
    trace.note("connection: opened")
    try:
        yield Connection()
    finally:
        trace.note("connection: closed")


ConnectionDep = Annotated[Connection, Depends(open_connection)]


def begin_work(_connection: ConnectionDep, trace: TraceDep) -> Iterator[Work]:
    """Begin a piece of work, and finish or undo it before anything is answered.

    Raises: whatever the operation raised; it has to be raised again.
    """
    trace.note("work: begun")
    try:
        yield Work()
    except Exception:
        trace.note("work: undone")
        raise
    trace.note("work: done")


WorkDep = Annotated[Work, Depends(begin_work, scope="function")]


def look_up(_connection: ConnectionDep, trace: TraceDep) -> str:
    """Ask something over the connection: it is the one that the work has, opened once."""
    trace.note("look-up")
    return "found"


router = APIRouter(
    prefix="/diagnostics/lifecycle",
    tags=["diagnostics"],
    dependencies=[Depends(pass_the_gate)],
)


@router.get("", responses=refuses(409, 422), summary="Go through all steps of a request")
def read_lifecycle(
    _work: WorkDep,
    _found: Annotated[str, Depends(look_up)],
    trace: TraceDep,
    tasks: BackgroundTasks,
    *,
    fail: bool = False,
) -> Steps:
    """Note that the operation runs, and answer the steps so far.

    Raises: 409 when the client wants it to fail.
    """
    trace.note("operation")
    tasks.add_task(trace.note, "background task")
    if fail:
        raise HTTPException(status.HTTP_409_CONFLICT, "As you wished.")
    return Steps(steps=trace.steps)
