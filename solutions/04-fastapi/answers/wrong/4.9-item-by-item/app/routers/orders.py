from app.domain.orders import OrderLine


@router.post("", status_code=201, responses=refuses(409))
def create_order(data: OrderCreate, request: Request, response: Response, store: StoreDep) -> Order:
    lines: list[OrderLine] = []
    try:
        for item in data.items:
            order = store.add_order([(item.sku, item.quantity)])
            order.lines = [*lines, *order.lines]
            lines = order.lines
    except OutOfStock as error:
        raise HTTPException(409, str(error)) from error
    except (UnknownProduct, CurrencyMismatch) as error:
        raise RequestValidationError(
            [{"type": "order", "loc": ("body", "items"), "msg": str(error)}]
        ) from error
    response.headers["Location"] = str(request.url_for("read_order", order_id=order.id))
    return to_model(order)
