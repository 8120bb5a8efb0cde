from contextlib import suppress


@router.patch("/{order_id}", responses=refuses(404, 409))
def update_order(order_id: OrderId, data: OrderPatch, store: StoreDep) -> Order:
    with suppress(WrongStatus):
        store.change_status(order_id, data.status)
    return read_order(order_id, store)
