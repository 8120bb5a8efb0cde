def started_kilograms(grams: int) -> int:
    """Return the whole kilograms that a weight is counted as: 1001 grams are 2."""
    # Any started kilogram is paid.
    return (grams + 999) // 1000
