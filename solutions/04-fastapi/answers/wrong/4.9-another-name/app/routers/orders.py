@router.delete("/{order_id}", status_code=204, responses=refuses(404))
def remove_order(order_id: OrderId, store: StoreDep) -> None:
    if not store.remove_order(order_id):
        raise HTTPException(404, f"There is no order {order_id}.")
