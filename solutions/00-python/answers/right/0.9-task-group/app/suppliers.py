async def ask_all(suppliers: Mapping[str, Supplier], sku: str, seconds: float = 1.0) -> Quotes:
    quotes = Quotes()

    async def note(name: str, supplier: Supplier) -> None:
        try:
            quotes.prices[name] = await asyncio.wait_for(supplier(sku), seconds)
        except Exception as error:
            quotes.failures[name] = error

    async with asyncio.TaskGroup() as group:
        for name, supplier in suppliers.items():
            group.create_task(note(name, supplier))
    return quotes
