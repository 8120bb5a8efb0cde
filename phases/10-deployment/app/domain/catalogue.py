"""All products of the shop."""

from collections.abc import Iterable, Iterator

from app.domain.errors import DuplicateSku, UnknownProduct
from app.domain.products import Product


class Catalogue:
    """Products by SKU, in the order in which they were added.

    It has a dictionary and is not one: `add` is the only way in, so a SKU is never overwritten.
    """

    def __init__(self, products: Iterable[Product] = ()) -> None:
        self._products: dict[str, Product] = {}
        for product in products:
            self.add(product)

    def add(self, product: Product) -> None:
        """Put a product in.

        Raises: DuplicateSku when its SKU is taken.
        """
        if product.sku in self._products:
            raise DuplicateSku(product.sku)
        self._products[product.sku] = product

    def find(self, sku: str) -> Product:
        """Return the product itself, not a copy.

        Raises: UnknownProduct when there is none.
        """
        try:
            return self._products[sku]
        except KeyError:
            raise UnknownProduct(sku) from None

    def remove(self, sku: str) -> None:
        """Take a product out.

        Raises: UnknownProduct when there is none.
        """
        self.find(sku)
        del self._products[sku]

    def search(self, text: str) -> list[Product]:
        """Return the products whose name contains the text, whatever the case of its letters."""
        wanted = text.casefold()
        return [product for product in self if wanted in product.name.casefold()]

    def __iter__(self) -> Iterator[Product]:
        """Go through the products in the order in which they were added."""
        return iter(self._products.values())

    def __len__(self) -> int:
        """Return how many products there are."""
        return len(self._products)
