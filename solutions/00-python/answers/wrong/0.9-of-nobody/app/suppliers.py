async def ask_all(suppliers: Mapping[str, Supplier], sku: str, seconds: float = 1.0) -> Quotes:
    quotes = Quotes()
    tasks = {
        name: asyncio.create_task(ask(supplier, sku, seconds))
        for name, supplier in suppliers.items()
    }
    await asyncio.wait(tasks.values())
    for name, task in tasks.items():
        error = task.exception()
        if error:
            quotes.failures[name] = error
        else:
            quotes.prices[name] = task.result()
    return quotes
