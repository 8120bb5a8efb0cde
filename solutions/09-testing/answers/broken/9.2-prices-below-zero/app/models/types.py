def as_integer(value: object) -> object:
    """Take 12.0 for 12."""
    if isinstance(value, int) and not isinstance(value, bool):
        return max(value, 0)
    return int(value) if isinstance(value, float) and value.is_integer() else value
