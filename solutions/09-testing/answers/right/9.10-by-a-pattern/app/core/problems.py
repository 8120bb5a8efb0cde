from typing import Any


def example_of(status_code: int) -> dict[str, Any]:
    """Return a problem."""
    example: dict[str, Any] = {
        "type": "about:blank",
        "title": title_of(status_code),
        "status": status_code,
        "detail": "This is why.",
    }
    if status_code == 422:
        example["errors"] = [{"detail": "A number is needed.", "parameter": "limit"}]
    return example
