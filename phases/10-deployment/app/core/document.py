"""What FastAPI cannot know of the OpenAPI document, put into it once it is made.

https://fastapi.tiangolo.com/how-to/extending-openapi/
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from app.models.labels import Label

Document = dict[str, Any]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
EXTRA_MODELS = (Label,)
"""Models of answers that operations make by themselves: FastAPI never sees them."""


def operations(document: Document) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Go through the operations of a document: method in capitals, path, and the operation."""
    for path, item in document.get("paths", {}).items():
        for method in METHODS:
            if method in item:
                yield method.upper(), path, item[method]


def for_readers(docstring: str) -> str:
    """Return the part of an operation's docstring that is meant for users of the API.

    The paragraph that begins with `Raises:`, and what follows it, is for those who read the code.
    """
    paragraphs = docstring.split("\n\n")
    for position, paragraph in enumerate(paragraphs):
        if paragraph.lstrip().startswith("Raises:"):
            return "\n\n".join(paragraphs[:position]).rstrip()
    return docstring.rstrip()


def add_schemas(document: Document, models: Sequence[type[BaseModel]]) -> None:
    """Describe models in a document, in place: `#/components/schemas/<name>` leads to each."""
    _, described = models_json_schema(
        [(model, "serialization") for model in models],
        ref_template="#/components/schemas/{model}",
    )
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas.update(described["$defs"])


def complete(document: Document) -> None:
    """Make a document that FastAPI has made one for readers, in place."""
    for _, _, operation in operations(document):
        if "description" in operation:
            operation["description"] = for_readers(operation["description"])


def extend_document(app: FastAPI, step: Callable[[Document], None]) -> None:
    """Have a step done on the application's document when it is made."""
    plain_openapi = app.openapi

    def openapi() -> Document:
        if app.openapi_schema is None:  # FastAPI keeps the document, and hands it out again
            step(plain_openapi())
        return plain_openapi()

    app.openapi = openapi  # type: ignore[method-assign]
