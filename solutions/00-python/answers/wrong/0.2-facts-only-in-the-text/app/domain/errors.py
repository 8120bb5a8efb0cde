class OutOfStock(StorefrontError):
    """More pieces were wanted than are left."""

    def __init__(self, sku: str, wanted: int, left: int) -> None:
        super().__init__(f"{wanted} of {sku} wanted, {left} left.")
