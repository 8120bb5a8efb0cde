"""What partners rely on: answers that fit the document, and a document that breaks nobody."""

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from app.contract import mistakes
from suite.compatibility import breaking_changes
from suite.document import current_contract, snapshot
from suite.factories import add_product, order_of, product_fields

pytestmark = pytest.mark.usefixtures("clean_database")

PRODUCTS = "/api/v1/products"
ORDERS = "/api/v1/orders"


def test_nothing_breaks() -> None:
    assert breaking_changes(snapshot(), current_contract()) == []


def check(answer: Response, method: str, path: str, status: int) -> None:
    operation = current_contract().operation(method, path)
    assert answer.status_code == status
    assert str(status) in operation.responses
    if status != 204:
        assert mistakes(operation.schema(str(status)), answer.json()) == []


def test_products(client: TestClient, staff: dict[str, str], customer: dict[str, str]) -> None:
    one = f"{PRODUCTS}/{{product_id}}"
    fields = product_fields()
    created = client.post(PRODUCTS, json=fields, headers=staff)
    check(created, "POST", PRODUCTS, 201)
    check(client.post(PRODUCTS, json=fields, headers=staff), "POST", PRODUCTS, 409)
    check(client.post(PRODUCTS, json={}, headers=staff), "POST", PRODUCTS, 422)
    check(client.post(PRODUCTS, json=fields), "POST", PRODUCTS, 401)
    check(client.post(PRODUCTS, json=fields, headers=customer), "POST", PRODUCTS, 403)
    path = f"{PRODUCTS}/{created.json()['id']}"
    check(client.get(PRODUCTS), "GET", PRODUCTS, 200)
    check(client.get(PRODUCTS, params={"limit": 0}), "GET", PRODUCTS, 422)
    check(client.get(path), "GET", one, 200)
    check(client.get(f"{PRODUCTS}/999999"), "GET", one, 404)
    check(client.get(f"{PRODUCTS}/x"), "GET", one, 422)
    check(client.put(path, json=fields, headers=staff), "PUT", one, 200)
    check(client.patch(path, json={"stock": 3}, headers=staff), "PATCH", one, 200)
    check(client.patch(path, json={}, headers=staff), "PATCH", one, 422)
    stale = staff | {"If-Match": '"x"'}
    check(client.patch(path, json={"stock": 3}, headers=stale), "PATCH", one, 412)
    check(client.delete(path, headers=staff), "DELETE", one, 204)
    check(client.delete(path, headers=staff), "DELETE", one, 404)


def test_orders(client: TestClient, staff: dict[str, str], customer: dict[str, str]) -> None:
    one = f"{ORDERS}/{{order_id}}"
    product = add_product(client, staff, stock=5)
    created = client.post(ORDERS, json=order_of((product, 1)), headers=customer)
    check(created, "POST", ORDERS, 201)
    key = {"Idempotency-Key": "k1"}
    for _ in range(2):
        again = client.post(ORDERS, json=order_of((product, 1)), headers=customer | key)
        check(again, "POST", ORDERS, 201)
    check(client.post(ORDERS, json=order_of((product, 99)), headers=customer), "POST", ORDERS, 409)
    check(client.post(ORDERS, json={"items": []}, headers=customer), "POST", ORDERS, 422)
    check(client.post(ORDERS, json=order_of((product, 1))), "POST", ORDERS, 401)
    path = f"{ORDERS}/{created.json()['id']}"
    check(client.get(ORDERS, headers=customer), "GET", ORDERS, 200)
    check(client.get(path, headers=customer), "GET", one, 200)
    check(client.get(f"{ORDERS}/999999", headers=customer), "GET", one, 404)
    check(client.patch(path, json={"status": "paid"}, headers=customer), "PATCH", one, 403)
    check(client.patch(path, json={"status": "paid"}, headers=staff), "PATCH", one, 200)
    check(client.patch(path, json={"status": "open"}, headers=staff), "PATCH", one, 409)
    check(client.delete(path, headers=customer), "DELETE", one, 403)
    check(client.delete(path, headers=staff), "DELETE", one, 204)
