async def ask_all(suppliers: Mapping[str, Supplier], sku: str, seconds: float = 1.0) -> Quotes:
    quotes = Quotes()
    questions = [supplier(sku) for supplier in suppliers.values()]
    try:
        async with asyncio.timeout(seconds):
            answers = await asyncio.gather(*questions, return_exceptions=True)
    except TimeoutError as error:
        quotes.failures = dict.fromkeys(suppliers, error)
        return quotes
    for name, answer in zip(suppliers, answers, strict=True):
        if isinstance(answer, BaseException):
            quotes.failures[name] = answer
        else:
            quotes.prices[name] = answer
    return quotes
