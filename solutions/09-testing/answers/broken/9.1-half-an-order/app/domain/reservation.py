@contextmanager
def reserved(catalogue: Catalogue, sku: str, quantity: int) -> Iterator[Product]:
    """Take pieces of a product and hand the product to the block."""
    product = catalogue.find(sku)
    product.take(quantity)
    yield product
