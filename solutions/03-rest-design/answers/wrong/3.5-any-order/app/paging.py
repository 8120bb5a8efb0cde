def page_by_cursor(
    rows: Sequence[Row], *, sort: str, limit: int, cursor: str | None = None
) -> Page:
    remaining = _sorted(rows, sort)
    if cursor is not None:
        last = decode_cursor(cursor)
        remaining = _after(remaining, Position(sort, last.value, last.id))
    items = remaining[:limit]
    if len(remaining) <= limit:
        return Page(items, None)
    end = items[-1]
    return Page(items, encode_cursor(Position(sort, end[_field(sort)], end["id"])))
