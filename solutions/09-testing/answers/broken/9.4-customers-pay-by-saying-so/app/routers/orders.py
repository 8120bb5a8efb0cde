@router.patch(
    "/{order_id}",
    response_model=Order,
    responses=refuses(404, 409),
    dependencies=WRITE,
    summary="Move an order on to its next status",
)
def update_order(order: OrderDep, data: OrderPatch, owner: Owner, orders: Orders) -> RowMapping:
    """Change the status: open to paid or cancelled, paid to shipped or cancelled.

    Raises: NotFound for an unknown id, or somebody else's order; 403 when a customer wants anything
    but to cancel; WrongStatus, which is answered with 409, for any other change.
    """
    orders.change_status(order["id"], data.status)
    return find_order(order["id"], owner, orders)
