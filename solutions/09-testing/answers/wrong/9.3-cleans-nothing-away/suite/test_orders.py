"""Orders and the stock that they take: several requests, one database."""

from itertools import count

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from suite.factories import add_product, order_of
from suite.people import log_in, sign_up

ORDERS = "/api/v1/orders"
Headers = dict[str, str]
_numbers = count(1)


@pytest.fixture
def customer(client: TestClient) -> Headers:
    """A customer of this test alone."""
    return log_in(client, sign_up(client, f"Ada{next(_numbers)}"))


def stock_of(client: TestClient, product_id: int) -> int:
    stock: int = client.get(f"/api/v1/products/{product_id}").json()["stock"]
    return stock


def test_an_order_is_stored(client: TestClient, staff: Headers, customer: Headers) -> None:
    mug = add_product(client, staff, price_cents=1250)
    pen = add_product(client, staff, price_cents=2400)
    placed = client.post(ORDERS, json=order_of((mug, 2), (pen, 1)), headers=customer)
    assert placed.status_code == 201
    order = client.get(placed.headers["Location"], headers=customer).json()
    assert order == placed.json()
    assert (order["status"], order["total_cents"], order["currency"]) == ("open", 4900, "EUR")
    assert {item["sku"]: item["quantity"] for item in order["items"]} == {
        mug["sku"]: 2,
        pen["sku"]: 1,
    }


def test_an_order_takes_its_pieces(client: TestClient, staff: Headers, customer: Headers) -> None:
    mug = add_product(client, staff, stock=10)
    client.post(ORDERS, json=order_of((mug, 3)), headers=customer)
    assert stock_of(client, mug["id"]) == 7


def test_the_last_piece_can_be_ordered(
    client: TestClient, staff: Headers, customer: Headers
) -> None:
    mug = add_product(client, staff, stock=1)
    assert client.post(ORDERS, json=order_of((mug, 1)), headers=customer).status_code == 201
    assert client.post(ORDERS, json=order_of((mug, 1)), headers=customer).status_code == 409


def test_a_refused_order_leaves_nothing(
    client: TestClient, staff: Headers, customer: Headers
) -> None:
    mug = add_product(client, staff, stock=10)
    pen = add_product(client, staff, stock=1)
    refused = client.post(ORDERS, json=order_of((mug, 2), (pen, 2)), headers=customer)
    assert refused.status_code == 409
    assert [stock_of(client, each["id"]) for each in (mug, pen)] == [10, 1]
    assert client.get(ORDERS, headers=customer).json()["total"] == 0


def test_a_cancelled_order_gives_its_pieces_back(
    client: TestClient, staff: Headers, customer: Headers
) -> None:
    mug = add_product(client, staff, stock=10)
    address = client.post(ORDERS, json=order_of((mug, 3)), headers=customer).headers["Location"]
    cancelled = client.patch(address, json={"status": "cancelled"}, headers=customer)
    assert (cancelled.status_code, cancelled.json()["status"]) == (200, "cancelled")
    assert stock_of(client, mug["id"]) == 10
    again = client.patch(address, json={"status": "cancelled"}, headers=customer)
    assert again.status_code == 409
    assert stock_of(client, mug["id"]) == 10


def test_an_order_keeps_its_price(client: TestClient, staff: Headers, customer: Headers) -> None:
    mug = add_product(client, staff, price_cents=1250)
    address = client.post(ORDERS, json=order_of((mug, 2)), headers=customer).headers["Location"]
    client.patch(f"/api/v1/products/{mug['id']}", json={"price_cents": 1}, headers=staff)
    assert client.get(address, headers=customer).json()["total_cents"] == 2500


def test_the_same_key_places_one_order(
    client: TestClient, staff: Headers, customer: Headers
) -> None:
    mug = add_product(client, staff, stock=10)
    headers = customer | {"Idempotency-Key": "8f14e45f"}
    first, second = (
        client.post(ORDERS, json=order_of((mug, 2)), headers=headers) for _ in range(2)
    )
    assert second.json() == first.json()
    assert stock_of(client, mug["id"]) == 8
    assert client.get(ORDERS, headers=customer).json()["total"] == 1


@pytest.fixture
def sold_long_ago(engine: Engine, client: TestClient, staff: Headers) -> str:
    """The address of an order that was shipped: a state that the API alone does not lead to."""
    mug = add_product(client, staff)
    address = client.post(ORDERS, json=order_of((mug, 1)), headers=staff).headers["Location"]
    with engine.begin() as connection:
        connection.execute(text("UPDATE orders SET status = 'shipped'"))
    return address


@pytest.mark.parametrize("status", ["open", "paid", "cancelled"])
def test_what_is_shipped_stays_shipped(
    client: TestClient, staff: Headers, sold_long_ago: str, status: str
) -> None:
    answer = client.patch(sold_long_ago, json={"status": status}, headers=staff)
    assert answer.status_code == 409
    assert client.get(sold_long_ago, headers=staff).json()["status"] == "shipped"
