def find_product(product_id: RowId, products: Products) -> RowMapping:
    """Return the product that the path names.

    Raises: NotFound when there is no product with this id.
    """
    return products.find(product_id)
