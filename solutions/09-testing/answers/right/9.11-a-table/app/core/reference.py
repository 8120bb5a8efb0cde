from html import escape
from typing import Any


def operation_section(method: str, path: str, operation: dict[str, Any]) -> str:
    """Return a row of the table."""
    name = escape(operation["operationId"])
    return (
        f"<tr id='{name}'><td><a href='#{name}'><b>{method}</b> {escape(path)}</a></td>"
        f"<td>{escape(operation.get('summary', ''))}</td>"
        f"<td>{escape(operation.get('description', ''))}</td></tr>"
    )


def reference_page(document: Document) -> str:
    """Return the page."""
    title = escape(document["info"]["title"])
    rows = "\n".join(operation_section(*each) for each in operations(document))
    return f"<!doctype html><title>{title}</title><h1>{title}</h1><table>{rows}</table>"
