"""Questions to the orders, in SQL.

Each value is passed beside the statement, as `:name`: PostgreSQL never reads it as SQL.
"""

from datetime import date
from typing import Any

from sqlalchemy import Connection, text


def best_sellers(connection: Connection, limit: int) -> list[dict[str, Any]]:
    """Return the products of which most pieces were sold: sku, name, pieces.

    Cancelled orders do not count; products that were removed since do. The best comes first,
    equals by SKU; `limit` rows at most.
    """
    raise NotImplementedError("exercise 6.1")


def revenue_by_month(connection: Connection, year: int, currency: str) -> list[dict[str, Any]]:
    """Return the twelve months of a year: month (a date, its first day), orders, revenue_cents.

    Orders that are paid or shipped count, in one currency; a month begins at midnight UTC. A month
    without any order is there, with 0.
    """
    raise NotImplementedError("exercise 6.1")


def never_ordered(connection: Connection) -> list[dict[str, Any]]:
    """Return the products on sale that are in no order at all: id, sku, name; the oldest first."""
    raise NotImplementedError("exercise 6.1")


def stock_by_name(connection: Connection, part: str) -> list[dict[str, Any]]:
    """Return the products on sale whose name contains a text: sku, name, stock; least stock first.

    Upper and lower case are the same; equals by SKU. Every character of the text means itself,
    `%` and `'` too.
    """
    raise NotImplementedError("exercise 6.1")


def read_rows(connection: Connection, statement: str, **values: object) -> list[dict[str, Any]]:
    """Run a statement with its values and return the rows, each as a dictionary by column."""
    return [dict(row) for row in connection.execute(text(statement), values).mappings()]
