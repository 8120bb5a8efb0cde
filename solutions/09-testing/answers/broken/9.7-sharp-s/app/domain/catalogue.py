class Catalogue:
    def search(self, text: str) -> list[Product]:
        """Return the products whose name contains the text."""
        wanted = text.lower()
        return [product for product in self if wanted in product.name.lower()]
