def private_cache_control(cache_control: str | None) -> str:  # noqa: ARG001
    """Return what caches are told of an answer that was made for one user."""
    return "no-store"
