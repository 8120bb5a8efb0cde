async def ask_all(suppliers: Mapping[str, Supplier], sku: str, seconds: float = 1.0) -> Quotes:
    quotes = Quotes()
    for name, supplier in suppliers.items():
        quotes.prices[name] = supplier(sku)
    return quotes
