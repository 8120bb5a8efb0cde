class Product:
    def take(self, quantity: int) -> None:
        """Take pieces off the shelf."""
        if type(quantity) is not int or quantity < 1:
            raise InvalidValue("No.")
        left = self.stock - quantity
        if left < 0:
            raise OutOfStock(self.sku, quantity, self.stock)
        self.stock = left
