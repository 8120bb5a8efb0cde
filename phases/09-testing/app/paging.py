"""Two ways to cut a long list into pages: by offset and by cursor."""

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.errors import InvalidValue

Row = Mapping[str, Any]


class InvalidCursor(InvalidValue):
    """A text that this API did not give out as a cursor, or not for this order."""


@dataclass(frozen=True, slots=True)
class Position:
    """Where a page ended: the order, and the sort value and id of its last row."""

    sort: str
    value: str | int
    id: int


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and the cursor of the page after them; None on the last page."""

    items: list[Row]
    next_cursor: str | None


def page_by_offset(rows: Sequence[Row], *, sort: str, limit: int, offset: int = 0) -> list[Row]:
    """Skip `offset` rows and answer the next `limit`."""
    return _sorted(rows, sort)[offset : offset + limit]


def page_by_cursor(
    rows: Sequence[Row], *, sort: str, limit: int, cursor: str | None = None
) -> Page:
    """Answer the first `limit` rows after the position that `cursor` names.

    `sort` is a field, with a minus in front for the other direction; rows with equal values are
    kept apart by their `id`. Without a cursor the first page is answered.

    Raises: InvalidCursor for a text that is no cursor, or one that was given for another `sort`.
    """
    remaining = _sorted(rows, sort)
    if cursor is not None:
        last = decode_cursor(cursor)
        if last.sort != sort:
            raise InvalidCursor(f"The cursor belongs to the order {last.sort!r}.")
        remaining = _after(remaining, last)
    items = remaining[:limit]
    if len(remaining) <= limit:
        return Page(items, None)
    end = items[-1]
    return Page(items, encode_cursor(Position(sort, end[_field(sort)], end["id"])))


def encode_cursor(position: Position) -> str:
    """Pack a position into a text that fits into a URL as it is (RFC 4648, section 5)."""
    packed = json.dumps([position.sort, position.value, position.id], ensure_ascii=False)
    return base64.urlsafe_b64encode(packed.encode("utf-8", "surrogatepass")).decode().rstrip("=")


def decode_cursor(cursor: str) -> Position:
    """Unpack what `encode_cursor` packed.

    Raises: InvalidCursor for any other text: a cursor comes back from the outside, where anything
    may have happened to it.
    """
    try:
        unpacked = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError) as error:
        raise InvalidCursor("This is not a cursor of this API.") from error
    match unpacked:
        case [str() as sort, str() | int() as value, int() as row_id]:
            position = Position(sort, value, row_id)
        case _:
            raise InvalidCursor("This is not a cursor of this API.")
    if encode_cursor(position) != cursor:  # base64 and JSON read more texts than they write
        raise InvalidCursor("This is not a cursor of this API.")
    return position


def _field(sort: str) -> str:
    return sort.removeprefix("-")


def _sorted(rows: Sequence[Row], sort: str) -> list[Row]:
    """All rows in order; the id decides between equal ones, so that the order is total."""
    field = _field(sort)
    return sorted(rows, key=lambda row: (row[field], row["id"]), reverse=sort.startswith("-"))


def _after(rows: list[Row], last: Position) -> list[Row]:
    """The rows that come after a position, whether its own row still exists or not.

    Raises: InvalidCursor when the position cannot be compared with the rows.
    """
    field = _field(last.sort)
    position = (last.value, last.id)
    try:
        if last.sort.startswith("-"):
            return [row for row in rows if (row[field], row["id"]) < position]
        return [row for row in rows if (row[field], row["id"]) > position]
    except TypeError as error:
        raise InvalidCursor("This is not a cursor of this API.") from error
