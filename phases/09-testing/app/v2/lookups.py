"""What a client of version 2 has read of a product, and whether it is still so."""

from typing import Annotated

from fastapi import Header
from sqlalchemy import RowMapping

from app.core.conditional import is_as_read, strong_tag
from app.core.refusals import Changed
from app.routers.lookups import LockedProduct
from app.v2.models import Product


def product_tag(product: RowMapping) -> str:
    """Return the entity tag of a product in version 2.

    It is another one than in version 1: the same strong tag promises the same bytes (RFC 9110,
    section 8.8.1), and each version shows the product in its own way.
    """
    return strong_tag(Product.of(product).model_dump_json().encode())


def require_as_read(
    product: LockedProduct,
    if_match: Annotated[
        str | None, Header(description="The ETag of the product as the client has read it.")
    ] = None,
) -> None:
    """Let a change through only if nobody has changed the product since the client read it.

    Raises: Changed otherwise. Without If-Match the client wants its change in any case.
    """
    if if_match is not None and not is_as_read(product_tag(product), if_match):
        raise Changed(f"Product {product['id']} was changed meanwhile. Read it again.")
