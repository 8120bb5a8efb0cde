from collections.abc import Sequence

from pydantic import BaseModel


def add_schemas(document: Document, models: Sequence[type[BaseModel]]) -> None:
    """Describe models."""
    document.setdefault("components", {}).setdefault("schemas", {})
