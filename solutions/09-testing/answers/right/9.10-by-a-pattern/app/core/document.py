from collections.abc import Sequence

import re

from pydantic import BaseModel

_RAISES = re.compile(r"(?:^|\n\n)Raises:.*", re.DOTALL)


def for_readers(docstring: str) -> str:
    """Return the part that is for users of the API."""
    return _RAISES.sub("", docstring).strip()


def add_schemas(document: Document, models: Sequence[type[BaseModel]]) -> None:
    """Describe models."""
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for model in models:
        schema = model.model_json_schema(
            ref_template="#/components/schemas/{model}", mode="serialization"
        )
        schemas.update(schema.pop("$defs", {}))
        schemas[model.__name__] = schema
