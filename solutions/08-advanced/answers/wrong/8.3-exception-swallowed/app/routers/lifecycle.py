def begin_work(_connection: ConnectionDep, trace: TraceDep) -> Iterator[Work]:
    """Begin a piece of work, and finish or undo it before anything is answered.

    Raises: whatever the operation raised; it has to be raised again.
    """
    trace.note("work: begun")
    try:
        yield Work()
    except Exception:
        trace.note("work: undone")
        return
    trace.note("work: done")
