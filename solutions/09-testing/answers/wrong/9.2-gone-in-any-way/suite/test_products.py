"""Products, as a client sees them. Nothing is cleaned: each test makes products of its own."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from suite.factories import add_product, product_fields

PRODUCTS = "/api/v1/products"
Headers = dict[str, str]


def test_a_new_product_is_answered_with_201(client: TestClient, staff: Headers) -> None:
    fields = product_fields(currency="USD")
    answer = client.post(PRODUCTS, json=fields, headers=staff)
    assert answer.status_code == 201
    assert answer.json().items() >= fields.items()


def test_the_location_leads_to_the_product(client: TestClient, staff: Headers) -> None:
    created = client.post(PRODUCTS, json=product_fields(), headers=staff)
    found = client.get(created.headers["Location"])
    assert found.status_code == 200
    assert found.json() == created.json()


def test_a_taken_sku_is_a_conflict(client: TestClient, staff: Headers) -> None:
    product = add_product(client, staff)
    again = client.post(PRODUCTS, json=product_fields(sku=product["sku"]), headers=staff)
    assert again.status_code == 409
    assert client.get(f"{PRODUCTS}/{product['id']}").json() == product


def test_an_unknown_product_is_a_problem(client: TestClient) -> None:
    answer = client.get(f"{PRODUCTS}/999999")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 404


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("price_cents", -1),
        ("price_cents", 12.5),
        ("price_cents", "12"),
        ("stock", -1),
        ("sku", "mug-42"),
        ("name", ""),
        ("name", "x" * 81),
        ("currency", "YEN"),
    ],
)
def test_what_is_no_product_is_refused(
    client: TestClient, staff: Headers, field: str, value: object
) -> None:
    answer = client.post(PRODUCTS, json=product_fields() | {field: value}, headers=staff)
    assert answer.status_code == 422
    assert [each["pointer"] for each in answer.json()["errors"]] == [f"#/{field}"]


@pytest.mark.parametrize("change", [{"name": "Red mug"}, {"price_cents": 1}, {"stock": 0}])
def test_a_patch_changes_what_it_names(
    client: TestClient, staff: Headers, change: dict[str, Any]
) -> None:
    fields = product_fields(stock=7)
    address = f"{PRODUCTS}/{add_product(client, staff, **fields)['id']}"
    answer = client.patch(address, json=change, headers=staff)
    assert answer.status_code == 200
    assert client.get(address).json().items() >= (fields | change).items()


def test_a_removed_product_is_gone(client: TestClient, staff: Headers) -> None:
    product = add_product(client, staff)
    address = f"{PRODUCTS}/{product['id']}"
    client.delete(address, headers=staff)
    assert client.get(address).status_code == 404


def names(page: dict[str, Any]) -> list[str]:
    return [product["name"] for product in page["items"]]


def test_a_page_holds_so_many(client: TestClient, staff: Headers) -> None:
    for name in ("Anna's cup", "Berta's cup", "Carl's cup"):
        add_product(client, staff, name=name)
    search: dict[str, Any] = {"q": "'s cup", "sort": "name", "limit": 2}
    page = client.get(PRODUCTS, params=search).json()
    assert names(page) == ["Anna's cup", "Berta's cup"]
    assert page["total"] == 3
    rest = client.get(PRODUCTS, params=search | {"offset": 2}).json()
    assert names(rest) == ["Carl's cup"]
    assert rest["total"] == 3
