async def ask(supplier: Supplier, sku: str, seconds: float) -> Money:
    return await supplier(sku)
