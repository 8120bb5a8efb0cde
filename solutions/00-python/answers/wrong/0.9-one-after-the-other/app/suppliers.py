async def ask_all(suppliers: Mapping[str, Supplier], sku: str, seconds: float = 1.0) -> Quotes:
    quotes = Quotes()
    for name, supplier in suppliers.items():
        try:
            quotes.prices[name] = await ask(supplier, sku, seconds)
        except Exception as error:
            quotes.failures[name] = error
    return quotes
