class OutOfStock(InvalidValue):
    """More pieces were wanted than are left."""

    def __init__(self, sku: str, wanted: int, left: int) -> None:
        super().__init__(sku, wanted, left)
        self.sku = sku
        self.wanted = wanted
        self.left = left

    def __str__(self) -> str:
        """Return the sentence for people."""
        return f"{self.wanted} of {self.sku} wanted, {self.left} left."
