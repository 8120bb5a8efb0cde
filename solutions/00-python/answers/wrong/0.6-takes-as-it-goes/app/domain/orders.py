def place_order(catalogue: Catalogue, wanted: Mapping[str, int]) -> Order:
    lines = []
    for sku, quantity in wanted.items():
        product = catalogue.find(sku)
        product.take(quantity)
        lines.append(OrderLine(sku, quantity, product.price))
    return Order(lines)
