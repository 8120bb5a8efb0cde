@router.post("", status_code=201, responses=refuses(409))
def create_order(data: OrderCreate, request: Request, response: Response, store: StoreDep) -> Order:
    try:
        order = store.add_order((item.sku, item.quantity) for item in data.items)
    except OutOfStock as error:
        raise HTTPException(409, str(error)) from error
    except (UnknownProduct, CurrencyMismatch) as error:
        raise HTTPException(404, str(error)) from error
    response.headers["Location"] = str(request.url_for("read_order", order_id=order.id))
    return to_model(order)
