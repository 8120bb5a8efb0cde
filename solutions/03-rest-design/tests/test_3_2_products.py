"""3.2 Products: a status for each outcome."""

import pytest
from app.contract import allows, load, properties

PRODUCTS = "/api/v1/products"
PRODUCT = "/api/v1/products/{product_id}"
MUG = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250}
STORED = MUG | {"id": 1, "currency": "EUR", "stock": 10}
WRITING = [("POST", PRODUCTS), ("PUT", PRODUCT), ("PATCH", PRODUCT)]


def test_create_answers_201_with_the_address_of_the_product():
    """POST has one successful answer: 201, with a `Location` header and the stored product."""
    operation = load().operation("POST", PRODUCTS)
    assert [s for s in operation.responses if s.startswith("2")] == ["201"]
    assert "location" in operation.headers("201")
    assert allows(operation.schema("201"), STORED)
    assert not allows(operation.schema("201"), MUG), "What is answered has an id."


def test_delete_answers_204_without_a_body():
    """DELETE has one successful answer: 204, and it has no content."""
    operation = load().operation("DELETE", PRODUCT)
    assert [s for s in operation.responses if s.startswith("2")] == ["204"]
    assert "content" not in operation.responses["204"]


def test_reading_and_changing_answer_the_product():
    """GET, PUT and PATCH of a product answer 200 with the product, all six fields of it."""
    for method in ("GET", "PUT", "PATCH"):
        operation = load().operation(method, PRODUCT)
        assert operation.success == "200"
        assert allows(operation.schema("200"), STORED)
        assert not allows(operation.schema("200"), {}), "An empty object is not a product."


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE"])
def test_an_unknown_product_is_404(method):
    """Each operation on one product declares 404 for a product that does not exist; POST, which
    makes one, does not.
    """
    contract = load()
    assert "404" in contract.operation(method, PRODUCT).responses
    assert "404" not in contract.operation("POST", PRODUCTS).responses


def test_a_taken_sku_is_409_wherever_a_sku_is_written():
    """POST, PUT and PATCH declare 409, because another product may have the SKU. GET and DELETE do
    not: there is nothing that they could contradict.
    """
    contract = load()
    for method, path in WRITING:
        assert "409" in contract.operation(method, path).responses, f"{method} can write a SKU."
    for method in ("GET", "DELETE"):
        assert "409" not in contract.operation(method, PRODUCT).responses


def test_what_is_not_allowed_is_422():
    """Each operation that takes a body or a number in its address declares 422."""
    contract = load()
    for method, path in [*WRITING, ("GET", PRODUCT), ("DELETE", PRODUCT)]:
        assert "422" in contract.operation(method, path).responses, f"{method} {path}"


@pytest.mark.parametrize(("method", "path"), [("POST", PRODUCTS), ("PUT", PRODUCT)])
def test_a_whole_product_is_checked(method, path):
    """POST and PUT require `sku`, `name` and `price_cents`; they refuse a SKU in small letters, an
    empty name, a price below zero and a price of 12.5.
    """
    schema = load().operation(method, path).body_schema()
    assert allows(schema, MUG)
    for name in MUG:
        assert not allows(schema, {k: v for k, v in MUG.items() if k != name}), f"without {name}"
    for mistake in ({"sku": "mug-42"}, {"name": ""}, {"price_cents": -1}, {"price_cents": 12.5}):
        assert not allows(schema, MUG | mistake), f"with {mistake}"


def test_a_part_of_a_product_is_enough_for_patch():
    """PATCH takes any field alone, refuses an object without fields, and refuses what POST refuses
    in a field.
    """
    schema = load().operation("PATCH", PRODUCT).body_schema()
    for field in ({"name": "Red mug"}, {"price_cents": 990}, {"stock": 0}, {"sku": "MUG-0043"}):
        assert allows(schema, field), f"only {field}"
    for mistake in ({}, {"sku": "mug-42"}, {"name": ""}, {"price_cents": -1}, {"stock": "many"}):
        assert not allows(schema, mistake), f"with {mistake}"


def test_patch_changes_nothing_that_was_not_sent():
    """No field of the body of PATCH has a `default`: a name alone must not reset the stock to 0.
    The body has the five fields that a client may change, without `id`.
    """
    fields = properties(load().operation("PATCH", PRODUCT).body_schema())
    assert set(fields) == {"sku", "name", "price_cents", "currency", "stock"}
    assert [name for name, schema in fields.items() if "default" in schema] == []
