class Product:
    def take(self, quantity: int) -> None:
        """Take pieces off the shelf."""
        if quantity > self.stock:
            raise OutOfStock(self.sku, quantity, self.stock)
        self.stock -= quantity
