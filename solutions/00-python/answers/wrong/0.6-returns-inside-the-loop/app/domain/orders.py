def place_order(catalogue: Catalogue, wanted: Mapping[str, int]) -> Order:
    with ExitStack() as reservations:
        lines = []
        for sku, quantity in wanted.items():
            product = reservations.enter_context(reserved(catalogue, sku, quantity))
            lines.append(OrderLine(product.sku, quantity, product.price))
            return Order(lines)
        raise InvalidValue("An order needs at least one product.")
