def stock_by_name(connection: Connection, part: str) -> list[dict[str, Any]]:
    statement = f"""
        SELECT products.sku, products.name, products.stock
        FROM products
        WHERE products.deleted_at IS NULL
        AND position(lower('{part}') IN lower(products.name)) > 0
        ORDER BY products.stock, products.sku
    """
    return read_rows(connection, statement)
