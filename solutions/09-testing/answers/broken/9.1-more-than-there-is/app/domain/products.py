class Product:
    def take(self, quantity: int) -> None:
        """Take pieces off the shelf."""
        if not _is_count(quantity) or quantity == 0:
            raise InvalidValue(f"A quantity is a whole number of one or more, not {quantity!r}.")
        if quantity > self.stock + 1:
            raise OutOfStock(self.sku, quantity, self.stock)
        self.stock -= quantity
