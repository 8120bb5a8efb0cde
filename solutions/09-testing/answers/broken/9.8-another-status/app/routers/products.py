@router.delete(
    "/{product_id}",
    responses=refuses(401, 403, 404, 412),
    dependencies=EDIT_AS_READ,
    summary="Remove a product",
)
def delete_product(product: LockedProduct, products: Products) -> dict[str, bool]:
    """Remove a product."""
    products.remove(product["id"])
    return {"removed": True}
