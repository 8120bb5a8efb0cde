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


def product_to_json(product):
    """Return a product as plain data that `json.dumps` takes."""
    raise NotImplementedError("exercise 0.7")


def product_from_json(data: Mapping[str, Any]) -> Product:
    """Make a product of what `json.loads` returned. Currency and stock may be left out (EUR, 0).

    Raises: InvalidValue when data is not an object, lacks a key or breaks a rule of a product.
    """
    raise NotImplementedError("exercise 0.7")


def dump_catalogue(catalogue: Catalogue) -> str:
    """Return all products as JSON text."""
    raise NotImplementedError("exercise 0.7")


def load_catalogue(text: str) -> Catalogue:
    """Read a catalogue as `dump_catalogue` writes it.

    Raises: InvalidValue when the text is not JSON or not of that shape; DuplicateSku.
    """
    raise NotImplementedError("exercise 0.7")
