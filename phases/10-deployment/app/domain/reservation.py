"""Stock that is taken for the length of a `with` block."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.domain.catalogue import Catalogue
from app.domain.products import Product


@contextmanager
def reserved(catalogue: Catalogue, sku: str, quantity: int) -> Iterator[Product]:
    """Take pieces of a product, hand the product to the block, give them back if the block raises.

    The exception of the block goes on to the caller. A block that ends well keeps what it took.

    Raises: UnknownProduct, InvalidValue (the quantity) and OutOfStock, before the block is entered.
    """
    product = catalogue.find(sku)
    product.take(quantity)
    try:
        yield product
    except BaseException:  # also a cancelled request (asyncio.CancelledError) and Ctrl+C
        product.stock += quantity
        raise
