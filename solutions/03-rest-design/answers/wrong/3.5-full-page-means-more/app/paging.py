def page_by_cursor(
    rows: Sequence[Row], *, sort: str, limit: int, cursor: str | None = None
) -> Page:
    remaining = _sorted(rows, sort)
    if cursor is not None:
        last = decode_cursor(cursor)
        if last.sort != sort:
            raise InvalidCursor(sort)
        remaining = _after(remaining, last)
    items = remaining[:limit]
    if len(items) < limit:
        return Page(items, None)
    end = items[-1]
    return Page(items, encode_cursor(Position(sort, end[_field(sort)], end["id"])))
