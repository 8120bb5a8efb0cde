"""Products and catalogues as JSON (RFC 8259), and back.

A product: {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250, "currency": "EUR",
"stock": 10}. A catalogue: {"items": [products], "total": how many}.
"""

import json
from collections.abc import Mapping
from typing import Any

from app.domain.catalogue import Catalogue
from app.domain.errors import InvalidValue
from app.domain.money import Money
from app.domain.products import Product


def product_to_json(product: Product) -> dict[str, Any]:
    """Return a product as plain data that `json.dumps` takes."""
    return {
        "sku": product.sku,
        "name": product.name,
        "price_cents": product.price.cents,
        "currency": product.price.currency,
        "stock": product.stock,
    }


def product_from_json(data: Mapping[str, Any]) -> Product:
    """Make a product of what `json.loads` returned. Currency and stock may be left out (EUR, 0).

    Raises: InvalidValue when data is not an object, lacks a key or breaks a rule of a product.
    """
    if not isinstance(data, Mapping):
        raise InvalidValue(f"A product is a JSON object, not {data!r}.")
    try:
        price = Money(data["price_cents"], data.get("currency", "EUR"))
        return Product(data["sku"], data["name"], price, data.get("stock", 0))
    except KeyError as error:
        raise InvalidValue(f"A product needs {error}.") from error


def dump_catalogue(catalogue: Catalogue) -> str:
    """Return all products as JSON text."""
    items = [product_to_json(product) for product in catalogue]
    return json.dumps({"items": items, "total": len(items)}, ensure_ascii=False)


def load_catalogue(text: str) -> Catalogue:
    """Read a catalogue as `dump_catalogue` writes it.

    Raises: InvalidValue when the text is not JSON or not of that shape; DuplicateSku.
    """
    try:
        items = json.loads(text)["items"]
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise InvalidValue('A catalogue is a JSON object with "items".') from error
    if not isinstance(items, list):
        raise InvalidValue("The items of a catalogue are a list.")
    return Catalogue(product_from_json(item) for item in items)
