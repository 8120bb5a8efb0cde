def look_up(_connection: Annotated[Connection, Depends(open_connection, use_cache=False)], trace: TraceDep) -> str:
    """Ask something over the connection: it is the one that the work has, opened once."""
    trace.note("look-up")
    return "found"
