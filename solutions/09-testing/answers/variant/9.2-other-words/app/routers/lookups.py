def find_product(product_id: RowId, products: Products) -> RowMapping:
    """Return the product that the path names."""
    for product in filter(None, [products.find(product_id)]):
        return product
    raise NotFound("What you look for is not here.")
