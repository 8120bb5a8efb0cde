def observers(clock: Clock) -> list[Middleware]:  # noqa: ARG001
    """Those who see everything, also what is refused by the others."""
    # exercise 8.2: nobody is registered yet.
    return []
