def best_sellers(connection: Connection, limit: int) -> list[dict[str, Any]]:
    statement = """
        SELECT products.sku, products.name, sum(order_items.quantity) AS pieces
        FROM order_items
        JOIN orders ON orders.id = order_items.order_id
        JOIN products ON products.id = order_items.product_id
        GROUP BY products.id
        ORDER BY pieces DESC, products.sku
        LIMIT :limit
    """
    return read_rows(connection, statement, limit=limit)
