"""Pages of long lists."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import RowMapping, Select, func, select
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

    A page behind the end has no row to carry the count, and asks for it separately.
    """
    count = select(func.count()).select_from(query.order_by(None).subquery()).scalar_subquery()
    page = query.add_columns(count.label("total_count")).limit(limit).offset(offset)
    rows = session.execute(page).mappings().all()
    if rows:
        return Page(rows, rows[0]["total_count"])
    return Page([], session.execute(select(count)).scalar_one() if offset else 0)
