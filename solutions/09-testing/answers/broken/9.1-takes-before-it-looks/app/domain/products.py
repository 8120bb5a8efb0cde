class Product:
    def take(self, quantity: int) -> None:
        """Take pieces off the shelf."""
        left = self.stock
        self.stock -= quantity
        if not _is_count(quantity) or quantity == 0:
            raise InvalidValue(f"A quantity is a whole number of one or more, not {quantity!r}.")
        if quantity > left:
            raise OutOfStock(self.sku, quantity, left)
