"""3.4 Lists: pages, filters, order."""

import pytest
from app.contract import allows, load

PRODUCTS = "/api/v1/products"
MUG = {
    "id": 1,
    "sku": "MUG-0042",
    "name": "Blue mug",
    "price_cents": 1250,
    "currency": "EUR",
    "stock": 10,
}


def in_query(path, name):
    """A parameter of a list; it must be in the query and may be left out."""
    parameters = load().operation("GET", path).parameters
    assert name in parameters, f"GET {path} has no parameter {name}."
    assert parameters[name]["in"] == "query"
    assert not parameters[name].get("required"), f"A list must answer without {name}."
    return parameters[name]["schema"]


@pytest.mark.parametrize("path", [PRODUCTS, "/api/v1/orders"])
def test_a_page_has_a_limit(path):
    """Lists of products and orders take `limit`: from 1 to 100, and 20 when it is left out."""
    schema = in_query(path, "limit")
    assert schema.get("default") == 20
    for value, allowed in [(1, True), (100, True), (0, False), (101, False), (2.5, False)]:
        assert allows(schema, value) == allowed, f"limit={value}"


@pytest.mark.parametrize("path", [PRODUCTS, "/api/v1/orders"])
def test_a_page_has_a_beginning(path):
    """Lists of products and orders take `offset`, 0 when it is left out and never below, and
    `cursor`, a text that has no default.
    """
    offset = in_query(path, "offset")
    assert offset.get("default") == 0
    for value, allowed in [(0, True), (5000, True), (-1, False), ("ten", False)]:
        assert allows(offset, value) == allowed, f"offset={value}"
    cursor = in_query(path, "cursor")
    assert allows(cursor, "eyJpZCI6MjB9")
    assert "default" not in cursor


def test_a_page_is_an_object_that_can_grow():
    """A page of products is an object with `items`, the products, and `total`, an integer; both are
    required. A bare array is refused.
    """
    schema = load().operation("GET", PRODUCTS).schema("200")
    assert allows(schema, {"items": [MUG], "total": 1})
    assert allows(schema, {"items": [], "total": 0})
    assert not allows(schema, [MUG])
    for page in ({"items": [MUG]}, {"total": 1}, {"items": [{}], "total": 1}):
        assert not allows(schema, page), f"{page}"


def test_a_page_leads_to_its_neighbours():
    """The 200 of the list of products declares a `Link` header, which leads to the next page."""
    assert "link" in load().operation("GET", PRODUCTS).headers("200")


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("q", ["mug"], [5]),
        ("min_price_cents", [0, 1250], [-1, 12.5, "cheap"]),
        ("max_price_cents", [0, 1250], [-1, 12.5, "cheap"]),
        ("in_stock", [True, False], ["maybe", 3]),
    ],
)
def test_products_are_filtered_by_optional_parameters(name, good, bad):
    """Products are filtered by `q` (text), `min_price_cents` and `max_price_cents` (integers from
    0), and `in_stock` (boolean). None has a default: who filters nothing sees everything.
    """
    schema = in_query(PRODUCTS, name)
    assert "default" not in schema
    assert [value for value in good if not allows(schema, value)] == []
    assert [value for value in bad if allows(schema, value)] == []


def test_products_are_sorted_by_a_closed_list_of_fields():
    """`sort` takes `name`, `price_cents`, and each with a minus in front; it refuses every other
    text, such as a field that does not exist or is nobody's business.
    """
    schema = in_query(PRODUCTS, "sort")
    for value in ("name", "-name", "price_cents", "-price_cents"):
        assert allows(schema, value), value
    for value in ("", "colour", "supplier_margin", "price_cents; drop table", "--name", "NAME"):
        assert not allows(schema, value), value


def test_the_mock_refuses_a_page_of_a_thousand(client):
    """The list of products declares 422, and the mock answers it to `limit=1000`, naming the
    parameter; a good request is answered with a page.
    """
    assert "422" in load().operation("GET", PRODUCTS).responses
    answer = client.get(PRODUCTS, params={"limit": 1000})
    assert answer.status_code == 422
    assert [error["parameter"] for error in answer.json()["errors"]] == ["limit"]
    good = client.get(PRODUCTS, params={"limit": 10, "in_stock": "true", "sort": "-price_cents"})
    assert good.status_code == 200
    assert good.json().keys() >= {"items", "total"}
