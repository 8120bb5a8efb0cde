async def ask_all(suppliers: Mapping[str, Supplier], sku: str, seconds: float = 1.0) -> Quotes:
    quotes = Quotes()
    tasks = {asyncio.create_task(supplier(sku)): name for name, supplier in suppliers.items()}
    if not tasks:
        return quotes
    done, late = await asyncio.wait(tasks, timeout=seconds)
    for task in done:
        error = task.exception()
        if error:
            quotes.failures[tasks[task]] = error
        else:
            quotes.prices[tasks[task]] = task.result()
    for task in late:
        task.cancel()
        quotes.failures[tasks[task]] = TimeoutError(f"no answer after {seconds} s")
    return quotes
