def _select_orders() -> Select[*tuple[Any, ...]]:
    """Return the query for orders as clients see them: a row each, its items as JSON in it."""
    item = func.json_build_object(
        "sku",
        OrderItemRow.sku,
        "quantity",
        OrderItemRow.quantity,
        "unit_price_cents",
        ProductRow.price_cents,
    )
    lines = (
        select(
            func.json_agg(aggregate_order_by(item, OrderItemRow.position)).label("items"),
            func.sum(OrderItemRow.quantity * ProductRow.price_cents).label("total_cents"),
        )
        .join(ProductRow, ProductRow.id == OrderItemRow.product_id)
        .where(OrderItemRow.order_id == OrderRow.id)
        .lateral("lines")
    )
    columns = (OrderRow.id, OrderRow.status, OrderRow.currency)
    return select(*columns, lines.c["items"], lines.c.total_cents).join(lines, literal(value=True))
