def stock_by_name(connection: Connection, part: str) -> list[dict[str, Any]]:
    statement = """
        SELECT products.sku, products.name, products.stock
        FROM products
        WHERE products.deleted_at IS NULL
        AND products.name ILIKE '%' || :part || '%'
        ORDER BY products.stock, products.sku
    """
    return read_rows(connection, statement, part=part)
