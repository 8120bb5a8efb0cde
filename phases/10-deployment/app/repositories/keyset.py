"""Pages that begin after a row and not after a number of rows: keyset pagination.

`OFFSET 100000` makes the database read 100,000 rows and throw them away, and a row that is added
in front moves all others by one, so that a client sees one of them twice. "After the product of
900 cents with the id 7" is a place in an index, and stays where it is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError
from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Session

from app.models.numbers import MAX_BIGINT
from app.models.types import PlainText
from app.paging import InvalidCursor, Position

Bigint = Annotated[int, Field(strict=True, ge=-MAX_BIGINT, le=MAX_BIGINT)]
_VALUES: Mapping[type, TypeAdapter[Any]] = {int: TypeAdapter(Bigint), str: TypeAdapter(PlainText)}
"""What a position may hold: it comes from outside, and goes into a statement."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page is wanted: the first, or after so many rows, or after a position."""

    limit: int
    offset: int = 0
    after: Position | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """How a list is sorted: by a column, and by the id where that is equal.

    Without the id the order of equal rows would be the database's to choose, each time anew, and
    pages would overlap. `name` is how clients call the order: `price_cents`, `-price_cents`.
    """

    name: str
    column: ColumnElement[Any]
    row_id: ColumnElement[int]

    @property
    def descending(self) -> bool:
        """Whether the largest comes first."""
        return self.name.startswith("-")

    def clauses(self) -> tuple[ColumnElement[Any], ColumnElement[int]]:
        """Return what `order_by` takes."""
        return (self.column.desc() if self.descending else self.column.asc(), self.row_id.asc())

    def comes_after(self) -> ColumnElement[bool]:
        """Return the condition for rows behind a position, whether its own row still exists or not.

        The position is not in it: its two values are the parameters of `values_of`.
        """
        column = self.column
        value: BindParameter[Any] = bindparam("after_value")
        # Not `beyond or (equal and …)`: PostgreSQL cannot begin to read an index at an `or`.
        begins = column <= value if self.descending else column >= value
        return and_(begins, or_(column != value, self.row_id > bindparam("after_id")))

    def values_of(self, position: Position) -> Mapping[str, Any]:
        """Return the values for the parameters of `comes_after`.

        Raises: InvalidCursor for a position that belongs to another order, or to none.
        """
        if position.sort != self.name:
            raise InvalidCursor(f"The cursor belongs to the order {position.sort!r}.")
        try:
            _VALUES[self.column.type.python_type].validate_python(position.value)
            _VALUES[int].validate_python(position.id)
        except ValidationError as error:
            raise InvalidCursor("This is not a cursor of this API.") from error
        return {"after_value": position.value, "after_id": position.id}


@dataclass(frozen=True, slots=True)
class KeysetPage:
    """One page: its rows, how many there are on all pages, and where it ends.

    `end` is None on the last page.
    """

    items: Sequence[RowMapping]
    total: int
    end: Position | None


class KeysetStatement:
    """The statement for the pages of a query's rows: for those behind a position, or for others.

    One row more than the page holds is read: it tells whether there is a next page. Each row
    carries the number of all; a page behind the end asks for it separately.

    Nothing of a single request is in it, but parameters only, so that it can be kept.
    """

    def __init__(
        self, query: Select[*tuple[Any, ...]], order: Order, *, continued: bool = False
    ) -> None:
        self._order = order
        self._count = select(func.count()).select_from(query.subquery())
        total = self._count.scalar_subquery().label("total_count")
        sorted_by, sorted_id = order.column.label("sorted_by"), order.row_id.label("sorted_id")
        wanted = query.add_columns(total, sorted_by, sorted_id).order_by(*order.clauses())
        if continued:
            wanted = wanted.where(order.comes_after())
        self._wanted = wanted.limit(bindparam("page_limit")).offset(bindparam("page_offset"))

    def read(
        self, connection: Session | Connection, page: PageRequest, values: Mapping[str, Any]
    ) -> KeysetPage:
        """Return one page of the rows, the number of all rows, and the page's end.

        `values` are those of the query's own parameters.

        Raises: InvalidCursor when the page begins after a position of another order.
        """
        place = {"page_limit": page.limit + 1, "page_offset": page.offset}
        position = self._order.values_of(page.after) if page.after else {}
        found = connection.execute(self._wanted, {**values, **place, **position})
        rows = found.mappings().all()
        if not rows:
            is_first = page.after is None and page.offset == 0
            total = 0 if is_first else connection.execute(self._count, values).scalar_one()
            return KeysetPage([], total, None)
        items, total = rows[: page.limit], rows[0]["total_count"]
        if len(rows) <= page.limit:
            return KeysetPage(items, total, None)
        end = items[-1]
        position_of_end = Position(self._order.name, end["sorted_by"], end["sorted_id"])
        return KeysetPage(items, total, position_of_end)


def read_keyset_page(
    session: Session, query: Select[*tuple[Any, ...]], order: Order, page: PageRequest
) -> KeysetPage:
    """Return one page of a query's rows, by a statement that is not kept.

    Raises: InvalidCursor when the page begins after a position of another order.
    """
    return KeysetStatement(query, order, continued=page.after is not None).read(session, page, {})
