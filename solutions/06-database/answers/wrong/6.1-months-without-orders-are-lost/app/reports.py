def revenue_by_month(connection: Connection, year: int, currency: str) -> list[dict[str, Any]]:
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
        LEFT JOIN order_items ON order_items.order_id = orders.id
        WHERE orders.status IN ('paid', 'shipped') AND orders.currency = :currency
        GROUP BY months.first
        ORDER BY months.first
    """
    january, december = date(year, 1, 1), date(year, 12, 1)
    return read_rows(connection, statement, january=january, december=december, currency=currency)
