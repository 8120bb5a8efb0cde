from types import TracebackType


class reserved:
    """Stock for the length of a block, as a class."""

    def __init__(self, catalogue: Catalogue, sku: str, quantity: int) -> None:
        self.product = catalogue.find(sku)
        self.quantity = quantity

    def __enter__(self) -> Product:
        """Take the pieces."""
        self.product.take(self.quantity)
        return self.product

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Give them back if the block raised."""
        if error is not None:
            self.product.stock += self.quantity
