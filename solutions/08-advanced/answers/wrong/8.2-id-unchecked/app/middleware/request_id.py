def choose_request_id(wish: str | None) -> str:
    """Return the client's id when it may stand in a log as it is, otherwise a new one.

    A line break in it would write a line of its own into the log, ten thousand characters would
    fill it.
    """
    return wish or str(uuid4())
