def best_sellers(connection: Connection, limit: int) -> list[dict[str, Any]]:
    statement = """
        WITH sold AS (
            SELECT product_id, sum(quantity) AS pieces
            FROM order_items
            WHERE order_id IN (SELECT id FROM orders WHERE status <> 'cancelled')
            GROUP BY product_id
        )
        SELECT p.sku, p.name, sold.pieces
        FROM sold JOIN products AS p ON p.id = sold.product_id
        ORDER BY sold.pieces DESC, p.sku
        FETCH FIRST :limit ROWS ONLY
    """
    return read_rows(connection, statement, limit=limit)


def revenue_by_month(connection: Connection, year: int, currency: str) -> list[dict[str, Any]]:
    statement = """
        WITH sold AS (
            SELECT
                extract(month FROM o.placed_at AT TIME ZONE 'UTC') AS month,
                count(DISTINCT o.id) AS orders,
                sum(i.quantity * i.unit_price_cents) AS revenue_cents
            FROM orders AS o JOIN order_items AS i ON i.order_id = o.id
            WHERE o.status IN ('paid', 'shipped') AND o.currency = :currency
            AND extract(year FROM o.placed_at AT TIME ZONE 'UTC') = :year
            GROUP BY 1
        )
        SELECT
            make_date(:year, months.month, 1) AS month,
            coalesce(sold.orders, 0) AS orders,
            coalesce(sold.revenue_cents, 0) AS revenue_cents
        FROM generate_series(1, 12) AS months (month)
        LEFT JOIN sold ON sold.month = months.month
        ORDER BY 1
    """
    return read_rows(connection, statement, year=year, currency=currency)


def never_ordered(connection: Connection) -> list[dict[str, Any]]:
    statement = """
        SELECT p.id, p.sku, p.name
        FROM products AS p LEFT JOIN order_items AS i ON i.product_id = p.id
        WHERE p.deleted_at IS NULL AND i.product_id IS NULL
        ORDER BY p.id
    """
    return read_rows(connection, statement)


def stock_by_name(connection: Connection, part: str) -> list[dict[str, Any]]:
    escaped = part.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    statement = """
        SELECT sku, name, stock FROM products
        WHERE deleted_at IS NULL AND name ILIKE :pattern
        ORDER BY stock, sku
    """
    return read_rows(connection, statement, pattern=f"%{escaped}%")
