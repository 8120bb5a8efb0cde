@router.get(
    "/{order_id}",
    response_model=Order,
    responses=refuses(404),
    dependencies=READ,
    summary="Read an order",
)
def read_order(order: OrderDep, response: Response) -> RowMapping:
    """Answer one order.

    Raises: NotFound when there is no order with this id, or it is somebody else's.
    """
    if order["status"] == OrderStatus.OPEN:
        response.status_code = status.HTTP_202_ACCEPTED
    return order
