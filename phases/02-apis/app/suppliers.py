"""What a product costs at each supplier, asked of all of them at once."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from app.domain.money import Money

Supplier: TypeAlias = Callable[[str], Awaitable[Money]]
"""An async function that answers the price of a SKU, or raises."""


@dataclass(slots=True)
class Quotes:
    """What the suppliers said, each under its name: a price, or why there is none."""

    prices: dict[str, Money] = field(default_factory=dict)
    failures: dict[str, BaseException] = field(default_factory=dict)


async def ask(supplier: Supplier, sku: str, seconds: float) -> Money:
    """Return the price of one supplier.

    Raises: TimeoutError when the answer takes longer; whatever the supplier raises.
    """
    async with asyncio.timeout(seconds):
        return await supplier(sku)


async def ask_all(suppliers: Mapping[str, Supplier], sku: str, seconds: float = 1.0) -> Quotes:
    """Ask all suppliers at the same moment, and give each of them so many seconds.

    A supplier that fails or is late is one of the failures; the others' prices are kept. Of no
    suppliers the quotes are empty.
    """
    questions = [ask(supplier, sku, seconds) for supplier in suppliers.values()]
    answers = await asyncio.gather(*questions, return_exceptions=True)
    quotes = Quotes()
    for name, answer in zip(suppliers, answers, strict=True):
        if isinstance(answer, BaseException):
            quotes.failures[name] = answer
        else:
            quotes.prices[name] = answer
    return quotes
