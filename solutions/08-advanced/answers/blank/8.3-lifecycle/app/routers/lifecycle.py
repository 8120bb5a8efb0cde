def pass_the_gate(trace: TraceDep) -> None:
    """Note that the dependencies of the router come first."""
    trace.note("router dependency")


def open_connection(trace: TraceDep) -> Connection:
    """Open a connection, lend it to the request, and close it when the answer has been sent."""
    # exercise 8.3: it is never closed.
    trace.note("connection: opened")
    return Connection()


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
