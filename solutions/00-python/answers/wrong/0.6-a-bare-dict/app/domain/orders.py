def place_order(catalogue: Catalogue, wanted: dict) -> Order:
    """Take the wanted pieces (quantity by SKU) from stock and return them as an open order.

    All or nothing: when one product is refused, the stock of the others is as it was.

    Raises: UnknownProduct, OutOfStock; InvalidValue for a bad quantity or when nothing is wanted;
    CurrencyMismatch when the prices are of different currencies.
    """
    with ExitStack() as reservations:
        lines = []
        for sku, quantity in wanted.items():
            product = reservations.enter_context(reserved(catalogue, sku, quantity))
            lines.append(OrderLine(product.sku, quantity, product.price))
        return Order(lines)
