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
    raise NotImplementedError("exercise 3.5")


def encode_cursor(position: Position) -> str:
    """Pack a position into a text that fits into a URL as it is (RFC 4648, section 5)."""
    raise NotImplementedError("exercise 3.5")


def decode_cursor(cursor: str) -> Position:
    """Unpack what `encode_cursor` packed.

    Raises: InvalidCursor for any other text: a cursor comes back from the outside, where anything
    may have happened to it.
    """
    raise NotImplementedError("exercise 3.5")


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
    raise NotImplementedError("exercise 3.5")
