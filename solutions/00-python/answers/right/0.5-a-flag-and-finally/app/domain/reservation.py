@contextmanager
def reserved(catalogue: Catalogue, sku: str, quantity: int) -> Iterator[Product]:
    product = catalogue.find(sku)
    product.take(quantity)
    sold = False
    try:
        yield product
        sold = True
    finally:
        if not sold:
            product.stock += quantity
