async def ask_all(suppliers: Mapping[str, Supplier], sku: str, seconds: float = 1.0) -> Quotes:
    questions = [ask(supplier, sku, seconds) for supplier in suppliers.values()]
    answers = await asyncio.gather(*questions)
    return Quotes(prices=dict(zip(suppliers, answers, strict=True)))
