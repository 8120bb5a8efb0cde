"""0.9 Asking suppliers at once."""

import asyncio

import pytest
from app.domain.money import Money
from app.suppliers import Quotes, ask_all


def price_of(cents):
    async def supplier(_sku):
        return Money(cents)

    return supplier


async def never(_sku):
    await asyncio.Event().wait()


async def broken(sku):
    raise ConnectionError(f"no line, {sku} is not known")


def run(coroutine):
    async def limited():
        task = asyncio.create_task(coroutine)
        done, _ = await asyncio.wait([task], timeout=3)
        if not done:
            pytest.fail("ask_all had no answer after 3 seconds: a supplier can hold it up for ever")
        return task.result()

    return asyncio.run(limited())


def quotes_of(suppliers, seconds=2.0):
    return run(ask_all(suppliers, "MUG-0042", seconds))


def test_each_price_stands_under_its_suppliers_name():
    """`await ask_all(suppliers, sku)` calls each async function with the SKU, awaits it and answers
    each price under its supplier's name."""
    asked = []

    async def supplier(sku):
        asked.append(sku)
        return Money(700)

    quotes = quotes_of({"north": supplier, "south": price_of(650)})
    assert quotes.prices == {"north": Money(700), "south": Money(650)}
    assert quotes.failures == {}
    assert asked == ["MUG-0042"], "what the supplier was asked for"


def test_without_suppliers_the_quotes_are_empty():
    """Of no suppliers, `{}`, the answer is a `Quotes` without prices and failures."""
    assert quotes_of({}) == Quotes()


def test_all_are_in_flight_at_the_same_moment():
    """All suppliers are asked at once: while one coroutine waits, the event loop runs the others,
    so that three which answer only when all three have been asked do answer."""
    in_flight = most = 0
    all_asked = asyncio.Event()

    async def supplier(_sku):
        nonlocal in_flight, most
        in_flight += 1
        most = max(most, in_flight)
        if in_flight == 3:
            all_asked.set()
        try:
            await all_asked.wait()
        finally:
            in_flight -= 1
        return Money(700)

    quotes = quotes_of({"north": supplier, "south": supplier, "west": supplier}, seconds=0.5)
    assert most == 3, "at no moment were all three waiting: they are asked one after the other"
    assert set(quotes.prices) == {"north", "south", "west"}


def test_one_that_fails_does_not_lose_the_others():
    """The exception of a supplier stands under its name in `failures`; the others' prices are
    kept, whichever of them comes first."""
    quotes = quotes_of({"north": broken, "south": price_of(650)})
    assert quotes.prices == {"south": Money(650)}
    assert set(quotes.failures) == {"north"}
    assert isinstance(quotes.failures["north"], ConnectionError)
    assert quotes_of({"south": price_of(650), "north": broken}).prices == {"south": Money(650)}


def test_one_that_is_late_does_not_lose_the_others():
    """A supplier that has not answered after `seconds` is a TimeoutError in `failures`; the others'
    prices are kept."""
    quotes = quotes_of({"north": never, "south": price_of(650)}, seconds=0.05)
    assert quotes.prices == {"south": Money(650)}
    assert set(quotes.failures) == {"north"}
    assert isinstance(quotes.failures["north"], TimeoutError)


def test_a_late_question_is_cancelled():
    """A question that took too long is cancelled and not left running: its task ends with
    CancelledError at its `await`."""
    ends = []

    async def supplier(_sku):
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            ends.append("cancelled")
            raise

    async def ask_and_look():
        await ask_all({"north": supplier}, "MUG-0042", 0.05)
        for _ in range(5):  # a cancelled task ends when the event loop comes round to it
            await asyncio.sleep(0)
        return list(ends)

    assert run(ask_and_look()) == ["cancelled"], "how the question ended; nothing: it still runs"
