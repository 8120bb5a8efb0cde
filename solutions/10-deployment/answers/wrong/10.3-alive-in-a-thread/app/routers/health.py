@router.get("/health/live", summary="Say whether the process is alive")
def read_live() -> Health:
    """Answer on the event loop, without a thread and without the database.

    Who gets no answer here starts the process anew. That mends a process that hangs, and nothing
    else: a database that is down would only be joined by a service that restarts for ever.
    """
    return Health()
