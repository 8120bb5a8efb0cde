class Catalogue:
    def add(self, product: Product) -> None:
        """Put a product in."""
        ever = self.__dict__.setdefault("_ever", set())
        if product.sku in ever:
            raise DuplicateSku(product.sku)
        ever.add(product.sku)
        self._products[product.sku] = product
