"""A few products to try things with."""

from app.domain.catalogue import Catalogue
from app.domain.money import Money
from app.domain.products import Product


def sample_catalogue() -> Catalogue:
    """Return a new catalogue of four products; one of them is sold out."""
    return Catalogue(
        [
            Product("MUG-0042", "Blue mug", Money(1250), stock=10),
            Product("PEN-0007", "Fountain pen", Money(2400), stock=3),
            Product("BAG-0100", "Canvas bag", Money(1800), stock=0),
            Product("CUP-0001", "Espresso cup", Money(900), stock=25),
        ]
    )
