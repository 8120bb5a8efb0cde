class UnknownProduct(StorefrontError):
    """No product has this SKU."""

    def __init__(self, sku: str) -> None:
        self.sku = sku
        super().__init__(f"Nobody here knows {sku}")


class OutOfStock(StorefrontError):
    """More pieces were wanted than are left."""

    def __init__(self, sku: str, wanted: int, left: int) -> None:
        self.sku, self.wanted, self.left = sku, wanted, left
        super().__init__(f"only {left} left of {sku}, not {wanted}")
