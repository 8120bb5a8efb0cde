from typing import Any


def operation_section(method: str, path: str, operation: dict[str, Any]) -> str:
    """Return one operation as HTML; its address on the page is its operation id.

    All texts are escaped: a `<` in a summary is a sign, and no tag.
    """
    texts = {
        "id": operation["operationId"],
        "summary": operation.get("summary", ""),
        "method": method,
        "path": path,
        "description": operation.get("description", ""),
        "answers": ", ".join(sorted(operation["responses"])),
    }
    return OPERATION.substitute(texts)
