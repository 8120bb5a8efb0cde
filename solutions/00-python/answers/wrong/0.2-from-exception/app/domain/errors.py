class UnknownProduct(Exception):
    """No product has this SKU."""

    def __init__(self, sku: str) -> None:
        super().__init__(sku)
        self.sku = sku

    def __str__(self) -> str:
        """Return the sentence for people."""
        return f"There is no product {self.sku}."
