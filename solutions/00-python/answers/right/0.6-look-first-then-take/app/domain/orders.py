from app.domain.errors import OutOfStock


def place_order(catalogue: Catalogue, wanted: dict[str, int]) -> Order:
    lines = []
    for sku, quantity in wanted.items():
        product = catalogue.find(sku)
        if type(quantity) is not int or quantity <= 0:
            raise InvalidValue("quantity: one or more")
        if quantity > product.stock:
            raise OutOfStock(sku, quantity, product.stock)
        lines.append(OrderLine(sku, quantity, product.price))
    order = Order(lines)
    for line in lines:
        catalogue.find(line.sku).take(line.quantity)
    return order
