"""What checking costs, measured: `python -m app.measure`."""

import json
from collections.abc import Callable
from time import perf_counter

from pydantic import TypeAdapter

from app.feeds import FEED, ITEM
from app.models.feeds import FeedItem

ARTICLE = {
    "articleNumber": "MUG-0042",
    "title": "Blue mug",
    "price": {"amount": "12.50", "currency": "EUR"},
    "stockLevel": 10,
}
ITEMS = [ARTICLE] * 1000
TEXT = json.dumps(ITEMS)


def item_by_item() -> None:
    """Read the text, then check one object after the other: a call each."""
    for item in json.loads(TEXT):
        ITEM.validate_python(item)


def adapter_for_each_item() -> None:
    """Build the adapter anew for each object, of a tenth of them."""
    for item in ITEMS[:100]:
        TypeAdapter(list[FeedItem]).validate_python([item])


WAYS: dict[str, Callable[[], object]] = {
    "json.loads alone, nothing checked": lambda: json.loads(TEXT),
    "validate_json of the text": lambda: FEED.validate_json(TEXT),
    "json.loads, then validate_python": lambda: FEED.validate_python(json.loads(TEXT)),
    "json.loads, then item by item": item_by_item,
    "an adapter built for each of 100 items": adapter_for_each_item,
}


def best_of(repetitions: int, work: Callable[[], object]) -> float:
    """Return the shortest time that the work took, in milliseconds."""
    times = []
    for _ in range(repetitions):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times) * 1000


def main() -> None:
    """Print how long a feed of 1000 articles takes."""
    for name, work in WAYS.items():
        print(f"{best_of(7, work):8.2f} ms  {name}")


if __name__ == "__main__":
    main()
