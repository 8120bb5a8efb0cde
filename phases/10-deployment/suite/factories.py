"""Makes what a test needs: valid, different each time, and with the fields that it is about."""

from itertools import count
from typing import Any

from fastapi.testclient import TestClient

_numbers = count(1)


def product_fields(**fields: Any) -> dict[str, Any]:  # noqa: ANN401
    """The fields of a product that no other test has made."""
    number = next(_numbers)
    return {
        "sku": f"TST-{number:04}",
        "name": f"Thing {number}",
        "price_cents": 1000,
        "currency": "EUR",
        "stock": 10,
    } | fields


def add_product(client: TestClient, staff: dict[str, str], **fields: Any) -> dict[str, Any]:  # noqa: ANN401
    """Put a product into the shop; return it as the API answered it."""
    answer = client.post("/api/v1/products", json=product_fields(**fields), headers=staff)
    assert answer.status_code == 201, answer.text
    product: dict[str, Any] = answer.json()
    return product


def order_of(*items: tuple[dict[str, Any], int]) -> dict[str, Any]:
    """The body of an order: products, and how many of each."""
    return {"items": [{"sku": product["sku"], "quantity": number} for product, number in items]}
