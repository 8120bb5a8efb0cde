def place_order(catalogue, wanted):
    """Take the wanted pieces (quantity by SKU) from stock and return them as an open order.

    All or nothing: when one product is refused, the stock of the others is as it was.

    Raises: UnknownProduct, OutOfStock; InvalidValue for a bad quantity or when nothing is wanted;
    CurrencyMismatch when the prices are of different currencies.
    """
    raise NotImplementedError("exercise 0.6")
