"""What partners rely on: answers that fit the document, and a document that breaks nobody."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.contract import Contract, mistakes
from suite.compatibility import breaking_changes
from suite.document import SNAPSHOT, current_contract, snapshot
from suite.factories import add_product, order_of, product_fields

PRODUCTS = "/api/v1/products"
ORDERS = "/api/v1/orders"
Headers = dict[str, str]
Document = dict[str, Any]


def test_nothing_breaks_a_client() -> None:
    assert breaking_changes(snapshot(), current_contract()) == []


def of_product(document: Document) -> Document:
    found: Document = document["components"]["schemas"]["Product"]
    return found


def listing(document: Document) -> Document:
    found: Document = document["paths"][PRODUCTS]["get"]
    return found


def remove_operation(document: Document) -> None:
    del document["paths"][f"{PRODUCTS}/{{product_id}}"]["delete"]


def remove_field(document: Document) -> None:
    del of_product(document)["properties"]["currency"]


def change_type(document: Document) -> None:
    of_product(document)["properties"]["price_cents"] = {"type": "string"}


def allow_null(document: Document) -> None:
    of_product(document)["properties"]["name"] = {"type": ["string", "null"]}


def require_parameter(document: Document) -> None:
    region = {"name": "region", "in": "query", "required": True, "schema": {"type": "string"}}
    listing(document)["parameters"].append(region)


def require_field(document: Document) -> None:
    document["components"]["schemas"]["ProductCreate"]["required"].append("stock")


def shorten(document: Document) -> None:
    document["components"]["schemas"]["ProductCreate"]["properties"]["name"]["maxLength"] = 40


def drop_value(document: Document) -> None:
    document["components"]["schemas"]["ProductCreate"]["properties"]["currency"]["enum"] = ["EUR"]


def change_status(document: Document) -> None:
    responses = document["paths"][PRODUCTS]["post"]["responses"]
    responses["200"] = responses.pop("201")


BREAKING = [
    *(remove_operation, remove_field, change_type, allow_null, require_parameter),
    *(require_field, shorten, drop_value, change_status),
]


@pytest.mark.parametrize("change", BREAKING)
def test_a_breaking_change_is_found(change: Callable[[Document], None]) -> None:
    document = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    changed = copy.deepcopy(document)
    change(changed)
    assert breaking_changes(Contract(document), Contract(changed))


def add_parameter(document: Document) -> None:
    colour = {"name": "colour", "in": "query", "required": False, "schema": {"type": "string"}}
    listing(document)["parameters"].append(colour)


def add_field(document: Document) -> None:
    of_product(document)["properties"]["colour"] = {"type": "string"}


def take_one_field_more(document: Document) -> None:
    fields = document["components"]["schemas"]["ProductCreate"]["properties"]
    fields["colour"] = {"type": "string"}


def reword(document: Document) -> None:
    listing(document)["summary"] = "All products"


@pytest.mark.parametrize("change", [add_parameter, add_field, take_one_field_more, reword])
def test_a_harmless_change_is_no_alarm(change: Callable[[Document], None]) -> None:
    document = json.loads(SNAPSHOT.read_text(encoding="utf-8"))
    changed = copy.deepcopy(document)
    change(changed)
    assert breaking_changes(Contract(document), Contract(changed)) == []


def shop(schema: Document, *, required: bool = False) -> Contract:
    """A document of one operation, which takes and answers what the schema allows."""
    content = {"application/json": {"schema": schema}}
    body = {"content": content, "required": required}
    operation = {"requestBody": body, "responses": {"200": {"content": content}}}
    return Contract({"paths": {"/a": {"post": operation}}})


def test_a_body_that_could_be_left_out_still_can() -> None:
    assert breaking_changes(shop({}, required=True), shop({})) == []
    assert breaking_changes(shop({}), shop({}, required=True))


@pytest.mark.parametrize(
    ("narrow", "wide"),
    [
        ({"type": "integer"}, {"type": "number"}),
        ({"type": "string"}, {"type": ["string", "null"]}),
        ({"type": "string"}, {}),
    ],
)
def test_what_is_wider_breaks_readers_and_what_is_narrower_writers(
    narrow: Document, wide: Document
) -> None:
    (wider,) = breaking_changes(shop(narrow), shop(wide))
    assert "the answer 200" in wider
    (narrower,) = breaking_changes(shop(wide), shop(narrow))
    assert "the body" in narrower


@pytest.mark.parametrize(
    ("few", "many"),
    [
        ({"const": "EUR"}, {"enum": ["EUR", "USD"]}),
        ({"enum": ["EUR", "USD"]}, {}),
    ],
)
def test_a_value_less_breaks_who_sends_it(few: Document, many: Document) -> None:
    text = {"type": "string"}
    assert breaking_changes(shop(text | few), shop(text | many)) == []
    assert breaking_changes(shop(text | many), shop(text | few))
    assert breaking_changes(shop(text | {"const": "EUR"}), shop(text | {"enum": ["EUR"]})) == []


@pytest.mark.usefixtures("clean_database")
def test_answers_are_as_documented(client: TestClient, staff: Headers, customer: Headers) -> None:
    product = add_product(client, staff)
    one = f"{PRODUCTS}/{{product_id}}"
    address = f"{PRODUCTS}/{product['id']}"
    order = client.post(ORDERS, json=order_of((product, 1)), headers=customer)
    order_address = order.headers["Location"]
    answers = [
        ("GET", PRODUCTS, client.get(PRODUCTS)),
        ("POST", PRODUCTS, client.post(PRODUCTS, json=product_fields(), headers=staff)),
        ("POST", PRODUCTS, client.post(PRODUCTS, json={}, headers=staff)),
        ("POST", PRODUCTS, client.post(PRODUCTS, json={}, headers=customer)),
        ("GET", one, client.get(address)),
        ("GET", one, client.get(f"{PRODUCTS}/999999")),
        ("PATCH", one, client.patch(address, json={"stock": 5}, headers=staff)),
        ("POST", ORDERS, order),
        ("GET", ORDERS, client.get(ORDERS, headers=customer)),
        ("GET", f"{ORDERS}/{{order_id}}", client.get(order_address, headers=customer)),
        ("DELETE", one, client.delete(address, headers=staff)),
    ]
    contract = current_contract()
    for method, path, answer in answers:
        status = str(answer.status_code)
        operation = contract.operation(method, path)
        assert status in operation.responses, f"{method} {path} answers {status}"
        if answer.content:
            assert mistakes(operation.schema(status), answer.json()) == [], f"{method} {path}"
