@router.post("", status_code=201, responses=refuses(409))
async def create_order(
    order: OrderCreate, store: StoreDep, request: Request, response: Response
) -> Order:
    known = {product.sku for product in store.search_products()}
    mistakes = [
        {"type": "value_error", "loc": ("body", "items", place, "sku"), "msg": "Nobody sells it."}
        for place, item in enumerate(order.items)
        if item.sku not in known
    ]
    if mistakes:
        raise RequestValidationError(mistakes)
    try:
        placed = store.add_order([(item.sku, item.quantity) for item in order.items])
    except OutOfStock:
        raise HTTPException(409, "There are not enough of them.") from None
    except CurrencyMismatch as error:
        loc = ("body", "items")
        raise RequestValidationError([{"type": "x", "loc": loc, "msg": str(error)}]) from None
    response.headers["location"] = request.url_for("read_order", order_id=placed.id).path
    return to_model(placed)


@router.delete("/{order_id}", status_code=204, response_class=Response, responses=refuses(404))
async def delete_order(order_id: OrderId, store: StoreDep) -> None:
    if not store.remove_order(order_id):
        raise HTTPException(404)
