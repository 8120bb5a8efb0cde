import json
from bisect import bisect_left, bisect_right


def page_by_cursor(
    rows: Sequence[Row], *, sort: str, limit: int, cursor: str | None = None
) -> Page:
    field, descending = sort.lstrip("-"), sort.startswith("-")
    upwards = sorted(rows, key=lambda row: (row[field], row["id"]))
    keys = [(row[field], row["id"]) for row in upwards]
    start, end = 0, len(upwards)
    if cursor:
        position = decode_cursor(cursor)
        if position.sort != sort:
            raise InvalidCursor("Another order.")
        mark = (position.value, position.id)
        if descending:
            end = bisect_left(keys, mark)
        else:
            start = bisect_right(keys, mark)
    rest = upwards[start:end]
    if descending:
        rest.reverse()
    items, more = rest[:limit], rest[limit:]
    if not more:
        return Page(items=items, next_cursor=None)
    last = items[-1]
    return Page(items, encode_cursor(Position(sort, last[field], last["id"])))


def encode_cursor(position: Position) -> str:
    data = {"s": position.sort, "v": position.value, "i": position.id}
    return json.dumps(data).encode().hex()


def decode_cursor(cursor: str) -> Position:
    try:
        data = json.loads(bytes.fromhex(cursor).decode())
        position = Position(data["s"], data["v"], data["i"])
        if encode_cursor(position) != cursor:
            raise InvalidCursor("No cursor of ours.")
    except (ValueError, KeyError, TypeError, RecursionError):
        raise InvalidCursor("No cursor.") from None
    return position
