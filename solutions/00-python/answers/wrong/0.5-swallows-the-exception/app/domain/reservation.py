@contextmanager
def reserved(catalogue: Catalogue, sku: str, quantity: int) -> Iterator[Product]:
    product = catalogue.find(sku)
    product.take(quantity)
    try:
        yield product
    except Exception:
        product.stock += quantity
