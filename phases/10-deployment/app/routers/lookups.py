"""What the path of a request names, looked up by dependencies: found, or refused with 404."""

from typing import Annotated

from fastapi import Depends, Header, Request
from sqlalchemy import RowMapping

from app.auth.dependencies import PrincipalDep
from app.auth.permissions import Permission
from app.core.conditional import is_as_read, strong_tag
from app.core.refusals import Changed, NotFound
from app.models.products import Product
from app.repositories.products import Catalogue
from app.routers.dependencies import Orders, Products
from app.routers.parameters import RowId


async def get_catalogue(request: Request) -> Catalogue:
    """Return what products are read from."""
    catalogue: Catalogue = request.state.catalogue
    return catalogue


CatalogueDep = Annotated[Catalogue, Depends(get_catalogue)]


def find_product(product_id: RowId, catalogue: CatalogueDep) -> RowMapping:
    """Return the product that the path names, for those who only read it.

    Raises: NotFound when there is no product with this id.
    """
    product = catalogue.find(product_id)
    if product is None:
        raise NotFound(f"There is no product {product_id}.")
    return product


def lock_product(product_id: RowId, products: Products) -> RowMapping:
    """Return the product that the path names; until the commit nobody else can change it.

    Raises: NotFound when there is no product with this id.
    """
    product = products.lock(product_id)
    if product is None:
        raise NotFound(f"There is no product {product_id}.")
    return product


ProductDep = Annotated[RowMapping, Depends(find_product)]
LockedProduct = Annotated[RowMapping, Depends(lock_product)]


def product_body(product: RowMapping) -> bytes:
    """Return a product as JSON, without what only the shop should know."""
    return Product.model_validate(product).model_dump_json().encode()


def product_tag(product: RowMapping) -> str:
    """Return the entity tag of a product: another one as soon as any of its fields differs."""
    return strong_tag(product_body(product))


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


def whose_orders(principal: PrincipalDep) -> int | None:
    """Return whose orders who is asking may see: the id of a user, or None for everybody's."""
    return None if principal.may(Permission.ORDERS_MANAGE) else principal.user.id


Owner = Annotated[int | None, Depends(whose_orders)]


def find_order(order_id: RowId, owner: Owner, orders: Orders) -> RowMapping:
    """Return the order that the path names, if it is the business of who is asking.

    Raises: NotFound otherwise: a 403 would tell that there is such an order.
    """
    order = orders.find(order_id, owner=owner)
    if order is None:
        raise NotFound(f"There is no order {order_id}.")
    return order


OrderDep = Annotated[RowMapping, Depends(find_order)]
