class UnknownProduct(Exception):
    """No product has this SKU. Exercise 0.2 chooses the base and writes the rest."""

    def __init__(self, sku: str) -> None:
        raise NotImplementedError("exercise 0.2")


class DuplicateSku(Exception):
    """Another product has this SKU already. Exercise 0.2 chooses the base and writes the rest."""

    def __init__(self, sku: str) -> None:
        raise NotImplementedError("exercise 0.2")


class OutOfStock(Exception):
    """More pieces were wanted than are left. Exercise 0.2 chooses the base and writes the rest."""

    def __init__(self, sku: str, wanted: int, left: int) -> None:
        raise NotImplementedError("exercise 0.2")
