def open_connection(trace: TraceDep) -> Iterator[Connection]:
    """Open a connection, lend it to the request, and close it when the answer has been sent."""
    trace.note("connection: opened")
    yield Connection()
    trace.note("connection: closed")
