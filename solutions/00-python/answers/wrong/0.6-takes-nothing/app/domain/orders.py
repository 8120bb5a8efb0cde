from app.domain.errors import OutOfStock


def place_order(catalogue: Catalogue, wanted: Mapping[str, int]) -> Order:
    lines = []
    for sku, quantity in wanted.items():
        with_stock = catalogue.find(sku)
        if quantity < 1:
            raise InvalidValue("A quantity is one or more.")
        if quantity > with_stock.stock:
            raise OutOfStock(sku, quantity, with_stock.stock)
        lines.append(OrderLine(sku, quantity, with_stock.price))
    return Order(lines)
