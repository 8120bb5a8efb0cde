class Catalogue:
    """Products in a list, which is gone through from its beginning."""

    def __init__(self, products: Iterable[Product] = ()) -> None:
        self.shelf: list[Product] = []
        for product in products:
            self.add(product)

    def add(self, product: Product) -> None:
        """Put a product in."""
        if any(other.sku == product.sku for other in self.shelf):
            raise DuplicateSku(product.sku)
        self.shelf.append(product)

    def find(self, sku: str) -> Product:
        """Return the product itself."""
        for product in self.shelf:
            if product.sku == sku:
                return product
        raise UnknownProduct(sku)

    def remove(self, sku: str) -> None:
        """Take a product out."""
        self.shelf.remove(self.find(sku))

    def search(self, text: str) -> list[Product]:
        """Return the products whose name contains the text."""
        found = []
        for product in self.shelf:
            if text.lower() in product.name.lower():
                found.append(product)
        return found

    def __iter__(self) -> Iterator[Product]:
        yield from self.shelf

    def __len__(self) -> int:
        return len(self.shelf)
