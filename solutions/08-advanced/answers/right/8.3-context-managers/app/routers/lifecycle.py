from collections.abc import AsyncIterator


async def open_connection(trace: TraceDep) -> AsyncIterator[Connection]:
    trace.note("connection: opened")
    try:
        yield Connection()
    finally:
        trace.note("connection: closed")


def begin_work(connection: ConnectionDep, trace: TraceDep) -> Iterator[Work]:
    trace.note("work: begun")
    ending = "work: undone"
    try:
        yield Work()
        ending = "work: done"
    finally:
        trace.note(ending)
