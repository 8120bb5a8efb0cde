def find_product(product_id: int, products: Products) -> RowMapping:
    """Return the product that the path names.

    Raises: NotFound when there is no product with this id.
    """
    product = products.find(product_id)
    if product is None:
        raise NotFound(f"There is no product {product_id}.")
    return product
