def require_as_read() -> None:
    """Let a change through only if nobody has changed the product since the client read it.

    Raises: Changed otherwise. Without If-Match the client wants its change in any case.
    """
    # exercise 8.11: every change is let through.
