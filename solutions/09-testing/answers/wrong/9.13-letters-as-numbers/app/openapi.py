import json


def document_text(version: int = 1) -> str:
    """Return the document."""
    return json.dumps(VERSIONS[version]().openapi(), indent=2) + "\n"
