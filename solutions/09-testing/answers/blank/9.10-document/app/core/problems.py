from typing import Any


def example_of(status_code: int) -> dict[str, Any]:
    """Return a problem as the API could answer it with this status, for the documentation."""
    return {}  # exercise 9.10
