@contextmanager
def reserved(catalogue: Catalogue, sku: str, quantity: int) -> Iterator[Product]:
    product = catalogue.find(sku)
    before = product.stock
    product.take(quantity)
    try:
        yield product
    except BaseException:
        product.stock = before
        raise
