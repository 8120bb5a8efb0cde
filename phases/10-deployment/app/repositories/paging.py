"""Pages of long lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, Select, func
from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and how many there are on all pages together."""

    items: Sequence[RowMapping]
    total: int


def read_page(
    session: Session, query: Select[*tuple[Any, ...]], *, limit: int, offset: int
) -> Page:
    """Return one page of a query's rows and count all of them, in one statement.

    The query has no GROUP BY: its rows are counted by the same query with other columns. A page
    behind the end has no row to carry the count, and asks for it separately.
    """
    count = query.with_only_columns(func.count(), maintain_column_froms=True).order_by(None)
    page = query.add_columns(count.scalar_subquery().label("total_count"))
    rows = session.execute(page.limit(limit).offset(offset)).mappings().all()
    if rows:
        return Page(rows, rows[0]["total_count"])
    return Page([], session.execute(count).scalar_one() if offset else 0)
