"""What the shop remembers while the server runs; after a restart it is as it was at first."""

from collections.abc import Iterator
from itertools import count

from app.domain.catalogue import Catalogue
from app.domain.errors import DuplicateSku, InvalidValue, StorefrontError
from app.domain.products import Product
from app.serialization import product_from_json, product_to_json


class UnknownNumber(StorefrontError):  # noqa: N818 - a fact, as its siblings in app.domain.errors
    """No product has this number."""


class Shelf:
    """Products under numbers, which stand in their addresses and are never used again."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._products: dict[int, Product] = {}
        self._numbers = count(1)
        for product in catalogue:
            self.add(product)

    def add(self, product: Product) -> int:
        """Put a product in and return its number.

        Raises: DuplicateSku when its SKU is taken.
        """
        self._check_sku(product)
        number = next(self._numbers)
        self._products[number] = product
        return number

    def find(self, number: int) -> Product:
        """Return a product.

        Raises: UnknownNumber.
        """
        if number not in self._products:
            raise UnknownNumber(f"There is no product {number}.")
        return self._products[number]

    def replace(self, number: int, product: Product) -> None:
        """Put a product in the place of another.

        Raises: UnknownNumber; DuplicateSku when a third product has its SKU.
        """
        self.find(number)
        self._check_sku(product, besides=number)
        self._products[number] = product

    def remove(self, number: int) -> None:
        """Take a product out.

        Raises: UnknownNumber.
        """
        self.find(number)
        del self._products[number]

    def search(self, text: str) -> Iterator[tuple[int, Product]]:
        """Go through the products whose name contains a text, with their numbers, in order."""
        wanted = text.casefold()
        return (
            (number, product)
            for number, product in self._products.items()
            if wanted in product.name.casefold()
        )

    def _check_sku(self, product: Product, besides: int = 0) -> None:
        for number, other in self._products.items():
            if other.sku == product.sku and number != besides:
                raise DuplicateSku(product.sku)


def changed(product: Product, changes: object) -> Product:
    """Return a product that has some properties of another, and the rest of this one.

    Raises: InvalidValue when `changes` is no JSON object, or the outcome is no product.
    """
    if not isinstance(changes, dict):
        raise InvalidValue("Changes are a JSON object.")
    return product_from_json(product_to_json(product) | changes)
