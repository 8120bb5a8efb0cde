def started_kilograms(grams: int) -> int:
    """Return the whole kilograms."""
    return int(grams / 1000)
