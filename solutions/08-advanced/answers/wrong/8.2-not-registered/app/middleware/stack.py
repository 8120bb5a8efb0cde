def observers(clock: Clock) -> list[Middleware]:
    """Those who see everything, also what is refused by the others."""
    return [Middleware(RequestIdMiddleware)]
