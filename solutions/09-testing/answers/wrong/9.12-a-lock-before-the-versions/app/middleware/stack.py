def middleware_stack(settings: Settings, traces: Traces, clock: Clock) -> list[Middleware]:
    """All of them, from the outermost to the innermost."""
    return [
        *observers(clock),
        *gates(settings),
        *lock(settings),
        *versions(settings),
        *address_limit(settings, clock),
        *diagnostics(settings, traces),
    ]
