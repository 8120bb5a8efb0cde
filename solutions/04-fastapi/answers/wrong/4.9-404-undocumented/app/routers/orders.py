@router.get("/{order_id}")
def read_order(order_id: OrderId, store: StoreDep) -> Order:
    order = store.find_order(order_id)
    if order is None:
        raise HTTPException(404, f"There is no order {order_id}.")
    return to_model(order)
