"""What of version 1 has a successor, and how the OpenAPI document says so."""

import re

from app.core.document import Document, operations

_REPLACED = re.compile(r"/api/v1(/products(?:/(?:[0-9]+|\{product_id\}))?)")


def successor_of(path: str) -> str | None:
    """Return the path in version 2 that takes the place of one in version 1, or None.

    `/api/v1/products/7` has one. `/api/v1/users` has none: nothing about users has changed.
    """
    replaced = _REPLACED.fullmatch(path)
    return f"/api/v2{replaced[1]}" if replaced else None


def mark_deprecated(document: Document) -> None:
    """Mark the operations that have a successor, in place: pages strike them through."""
    for _, path, operation in operations(document):
        if successor_of(path):
            operation["deprecated"] = True
