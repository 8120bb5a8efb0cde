"""All products of the shop."""

from collections.abc import Iterable, Iterator

from app.domain.errors import DuplicateSku, UnknownProduct
from app.domain.products import Product


class Catalogue:
    """Products by SKU, in the order in which they were added.

    It has a dictionary and is not one: `add` is the only way in, so a SKU is never overwritten.
    """

    def __init__(self, products: Iterable[Product] = ()) -> None:
        raise NotImplementedError("exercise 0.4")

    def add(self, product: Product) -> None:
        """Put a product in.

        Raises: DuplicateSku when its SKU is taken.
        """
        raise NotImplementedError("exercise 0.4")

    def find(self, sku: str) -> Product:
        """Return the product itself, not a copy.

        Raises: UnknownProduct when there is none.
        """
        raise NotImplementedError("exercise 0.4")

    def remove(self, sku: str) -> None:
        """Take a product out.

        Raises: UnknownProduct when there is none.
        """
        raise NotImplementedError("exercise 0.4")

    def search(self, text: str) -> list[Product]:
        """Return the products whose name contains the text, whatever the case of its letters."""
        raise NotImplementedError("exercise 0.4")

    def __iter__(self) -> Iterator[Product]:
        """Go through the products in the order in which they were added."""
        raise NotImplementedError("exercise 0.4")

    def __len__(self) -> int:
        """Return how many products there are."""
        raise NotImplementedError("exercise 0.4")
