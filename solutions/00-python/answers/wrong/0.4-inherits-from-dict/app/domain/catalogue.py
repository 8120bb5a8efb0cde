class Catalogue(dict):
    """A dictionary of products by SKU."""

    def __init__(self, products: Iterable[Product] = ()) -> None:
        super().__init__()
        for product in products:
            self.add(product)

    def add(self, product: Product) -> None:
        """Put a product in."""
        if product.sku in self:
            raise DuplicateSku(product.sku)
        self[product.sku] = product

    def find(self, sku: str) -> Product:
        """Return the product itself."""
        if sku not in self:
            raise UnknownProduct(sku)
        return self[sku]

    def remove(self, sku: str) -> None:
        """Take a product out."""
        self.find(sku)
        del self[sku]

    def search(self, text: str) -> list[Product]:
        """Return the products whose name contains the text."""
        return [p for p in self.values() if text.casefold() in p.name.casefold()]

    def __contains__(self, sku: object) -> bool:
        return sku in self.keys()

    def __iter__(self) -> Iterator[Product]:
        return iter(self.values())
