def _after(rows: list[Row], last: Position) -> list[Row]:
    """The rows that come after a position."""
    field = _field(last.sort)
    if last.sort.startswith("-"):
        return [row for row in rows if row[field] < last.value]
    return [row for row in rows if row[field] > last.value]
