from app.core.refusals import ApiRefusal


def find_product(product_id: RowId, products: Products) -> RowMapping:
    """Return the product that the path names."""
    product = products.find(product_id)
    if product is None:
        raise ApiRefusal(f"There is no product {product_id}.")
    return product
