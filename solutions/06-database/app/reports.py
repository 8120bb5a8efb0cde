"""Questions to the orders, in SQL.

Each value is passed beside the statement, as `:name`: PostgreSQL never reads it as SQL.
"""

from datetime import date
from typing import Any

from sqlalchemy import Connection, text

BEST_SELLERS = text("""
    SELECT products.sku, products.name, sum(order_items.quantity) AS pieces
    FROM order_items
    JOIN orders ON orders.id = order_items.order_id
    JOIN products ON products.id = order_items.product_id
    WHERE orders.status <> 'cancelled'
    GROUP BY products.id
    ORDER BY pieces DESC, products.sku
    LIMIT :limit
""")

REVENUE = text("""
    SELECT
        months.month::date AS month,
        count(DISTINCT orders.id) AS orders,
        coalesce(sum(order_items.quantity * order_items.unit_price_cents), 0) AS revenue_cents
    FROM generate_series(
        CAST(:first AS timestamp), CAST(:last AS timestamp), interval '1 month'
    ) AS months (month)
    LEFT JOIN orders
        ON orders.placed_at >= months.month AT TIME ZONE 'UTC'
        AND orders.placed_at < (months.month + interval '1 month') AT TIME ZONE 'UTC'
        AND orders.status IN ('paid', 'shipped')
        AND orders.currency = :currency
    LEFT JOIN order_items ON order_items.order_id = orders.id
    GROUP BY months.month
    ORDER BY months.month
""")

NEVER_ORDERED = text("""
    SELECT products.id, products.sku, products.name
    FROM products
    WHERE products.deleted_at IS NULL
    AND NOT EXISTS (SELECT FROM order_items WHERE order_items.product_id = products.id)
    ORDER BY products.id
""")

FIND_BY_NAME = text("""
    SELECT products.id, products.sku, products.name
    FROM products
    WHERE products.deleted_at IS NULL
    AND position(lower(:part) IN lower(products.name)) > 0
    ORDER BY products.id
""")


def best_sellers(connection: Connection, limit: int) -> list[dict[str, Any]]:
    """Return the products of which most pieces were sold: sku, name, pieces.

    Cancelled orders do not count. The best comes first, equals by SKU; `limit` rows at most.
    """
    return _rows(connection, BEST_SELLERS, limit=limit)


def revenue_by_month(connection: Connection, year: int, currency: str) -> list[dict[str, Any]]:
    """Return the twelve months of a year (UTC): month (its first day), orders, revenue_cents.

    Orders that are paid or shipped count, in one currency. A month without any is there, with 0.
    """
    first, last = date(year, 1, 1), date(year, 12, 1)
    return _rows(connection, REVENUE, first=first, last=last, currency=currency)


def never_ordered(connection: Connection) -> list[dict[str, Any]]:
    """Return the products on sale that are in no order, not even a cancelled one: id, sku, name."""
    return _rows(connection, NEVER_ORDERED)


def find_by_name(connection: Connection, part: str) -> list[dict[str, Any]]:
    """Return the products on sale whose name contains a text, whatever it holds: id, sku, name."""
    return _rows(connection, FIND_BY_NAME, part=part)


def _rows(connection: Connection, statement: Any, **values: object) -> list[dict[str, Any]]:  # noqa: ANN401
    return [dict(row) for row in connection.execute(statement, values).mappings()]
