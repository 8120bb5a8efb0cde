"""`python -m app.measure` measures what asking all suppliers at once gains."""

import asyncio
from time import perf_counter

from app.domain.money import Money
from app.suppliers import ask, ask_all


async def slow_supplier(_sku: str) -> Money:
    """Answer after a fifth of a second, as a service on the network may."""
    await asyncio.sleep(0.2)
    return Money(700)


async def main() -> None:
    """Print the seconds for three suppliers, one after the other and at once."""
    suppliers = {"north": slow_supplier, "south": slow_supplier, "west": slow_supplier}

    start = perf_counter()
    for supplier in suppliers.values():
        await ask(supplier, "MUG-0042", seconds=1.0)
    print(f"one after the other  {perf_counter() - start:.1f} s")

    start = perf_counter()
    await ask_all(suppliers, "MUG-0042")
    print(f"all at once          {perf_counter() - start:.1f} s")


if __name__ == "__main__":
    asyncio.run(main())
