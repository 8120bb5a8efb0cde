"""What the path of a request names, looked up by dependencies: found, or refused with 404."""

from typing import Annotated

from fastapi import Depends, Header
from sqlalchemy import RowMapping

from app.auth.dependencies import PrincipalDep
from app.auth.permissions import Permission
from app.core.conditional import is_as_read, strong_tag
from app.core.refusals import Changed, NotFound
from app.models.products import Product
from app.routers.dependencies import Orders, Products
from app.routers.parameters import RowId


def find_product() -> RowMapping:
    """Return the product that the path names.

    Raises: NotFound when there is no product with this id.
    """
    # What does it depend on? Its parameters say so.
    raise NotImplementedError("exercise 8.1")


def lock_product() -> RowMapping:
    """Return the product that the path names; until the commit nobody else can change it.

    Raises: NotFound when there is no product with this id.
    """
    raise NotImplementedError("exercise 8.1")


ProductDep = Annotated[RowMapping, Depends(find_product)]
LockedProduct = Annotated[RowMapping, Depends(lock_product)]


def product_tag(product: RowMapping) -> str:
    """Return the entity tag of a product: another one as soon as any of its fields differs."""
    return strong_tag(Product.model_validate(product).model_dump_json().encode())


def require_as_read() -> None:
    """Let a change through only if nobody has changed the product since the client read it.

    Raises: Changed otherwise. Without If-Match the client wants its change in any case.
    """


def whose_orders() -> int | None:
    """Return whose orders who is asking may see: the id of a user, or None for everybody's."""
    raise NotImplementedError("exercise 8.1")


Owner = Annotated[int | None, Depends(whose_orders)]


def find_order() -> RowMapping:
    """Return the order that the path names, if it is the business of who is asking.

    Raises: NotFound otherwise: a 403 would tell that there is such an order.
    """
    raise NotImplementedError("exercise 8.1")


OrderDep = Annotated[RowMapping, Depends(find_order)]
