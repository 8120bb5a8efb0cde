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
    statement = """
        SELECT products.sku, products.name, sum(order_items.quantity) AS pieces
        FROM order_items
        JOIN orders ON orders.id = order_items.order_id
        JOIN products ON products.id = order_items.product_id
        WHERE orders.status <> 'cancelled'
        GROUP BY products.id
        ORDER BY pieces DESC, products.sku
        LIMIT :limit
    """
    return read_rows(connection, statement, limit=limit)


def revenue_by_month(connection: Connection, year: int, currency: str) -> list[dict[str, Any]]:
    """Return the twelve months of a year: month (a date, its first day), orders, revenue_cents.

    Orders that are paid or shipped count, in one currency; a month begins at midnight UTC. A month
    without any order is there, with 0.
    """
    statement = """
        SELECT
            CAST(months.first AS date) AS month,
            count(DISTINCT orders.id) AS orders,
            coalesce(sum(order_items.quantity * order_items.unit_price_cents), 0) AS revenue_cents
        FROM generate_series(
            CAST(:january AS timestamp), CAST(:december AS timestamp), interval '1 month'
        ) AS months (first)
        LEFT JOIN orders
            ON orders.placed_at >= months.first AT TIME ZONE 'UTC'
            AND orders.placed_at < (months.first + interval '1 month') AT TIME ZONE 'UTC'
            AND orders.status IN ('paid', 'shipped')
            AND orders.currency = :currency
        LEFT JOIN order_items ON order_items.order_id = orders.id
        GROUP BY months.first
        ORDER BY months.first
    """
    january, december = date(year, 1, 1), date(year, 12, 1)
    return read_rows(connection, statement, january=january, december=december, currency=currency)


def never_ordered(connection: Connection) -> list[dict[str, Any]]:
    """Return the products on sale that are in no order at all: id, sku, name; the oldest first."""
    statement = """
        SELECT products.id, products.sku, products.name
        FROM products
        WHERE products.deleted_at IS NULL
        AND NOT EXISTS (SELECT FROM order_items WHERE order_items.product_id = products.id)
        ORDER BY products.id
    """
    return read_rows(connection, statement)


def stock_by_name(connection: Connection, part: str) -> list[dict[str, Any]]:
    """Return the products on sale whose name contains a text: sku, name, stock; least stock first.

    Upper and lower case are the same; equals by SKU. Every character of the text means itself,
    `%` and `'` too.
    """
    statement = """
        SELECT products.sku, products.name, products.stock
        FROM products
        WHERE products.deleted_at IS NULL
        AND position(lower(:part) IN lower(products.name)) > 0
        ORDER BY products.stock, products.sku
    """
    return read_rows(connection, statement, part=part)


def read_rows(connection: Connection, statement: str, **values: object) -> list[dict[str, Any]]:
    """Run a statement with its values and return the rows, each as a dictionary by column."""
    return [dict(row) for row in connection.execute(text(statement), values).mappings()]
