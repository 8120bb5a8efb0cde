@router.delete(
    "/{product_id}",
    responses=refuses(401, 403, 404, 412),
    dependencies=EDIT_AS_READ,
    summary="Remove a product",
)
def delete_product(product: LockedProduct, products: Products) -> None:
    """Remove a product and answer, with an empty body of JSON."""
    products.remove(product["id"])
