async def ask_all(suppliers: Mapping[str, Supplier], sku: str, seconds: float = 1.0) -> Quotes:
    quotes = Quotes()
    tasks = {name: asyncio.create_task(supplier(sku)) for name, supplier in suppliers.items()}
    if tasks:
        await asyncio.wait(tasks.values(), timeout=seconds)
    for name, task in tasks.items():
        if not task.done():
            quotes.failures[name] = TimeoutError()
        elif error := task.exception():
            quotes.failures[name] = error
        else:
            quotes.prices[name] = task.result()
    return quotes
