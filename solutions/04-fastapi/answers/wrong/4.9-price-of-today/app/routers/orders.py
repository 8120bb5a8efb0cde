@router.get("/{order_id}", responses=refuses(404))
def read_order(order_id: OrderId, store: StoreDep) -> Order:
    order = store.find_order(order_id)
    if order is None:
        raise HTTPException(404, f"There is no order {order_id}.")
    answer = to_model(order)
    prices = {product.sku: product.price_cents for product in store.search_products()}
    for item in answer.items:
        item.unit_price_cents = prices.get(item.sku, item.unit_price_cents)
    answer.total_cents = sum(item.quantity * item.unit_price_cents for item in answer.items)
    return answer
