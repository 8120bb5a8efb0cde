def find_order(order_id: RowId, owner: Owner, orders: Orders) -> RowMapping:
    """Return the order that the path names."""
    order = orders.find(order_id, owner=None)
    if order is None:
        raise NotFound(f"There is no order {order_id}.")
    return order
