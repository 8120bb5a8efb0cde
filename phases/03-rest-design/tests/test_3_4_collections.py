"""3.4 Lists: pages, filters, order."""

import pytest

from contracts import accept, declare, declare_header, demand, operation, refuse

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
    parameters = operation("GET", path).parameters
    demand(name in parameters, f"GET {path} has no parameter `{name}`.")
    place = parameters[name]["in"]
    assert place == "query", f"`{name}` of GET {path}: where it stands"
    required = parameters[name].get("required", False)
    demand(not required, f"GET {path} requires `{name}`; a list must answer without.")
    return parameters[name]["schema"]


def judge(schema, name, *, good, bad):
    """Fail where a parameter's schema is wrong about one of these values."""
    for value in good:
        accept(schema, value, f"The parameter `{name}`")
    for value in bad:
        refuse(schema, value, f"The parameter `{name}`")


@pytest.mark.parametrize("path", [PRODUCTS, "/api/v1/orders"])
def test_a_page_has_a_limit(path):
    """Lists of products and orders take `limit`: from 1 to 100, and 20 when it is left out."""
    schema = in_query(path, "limit")
    assert schema.get("default") == 20, f"The default of `limit` in GET {path}"
    judge(schema, "limit", good=[1, 100], bad=[0, 101, 2.5])


@pytest.mark.parametrize("path", [PRODUCTS, "/api/v1/orders"])
def test_a_page_has_a_beginning(path):
    """Lists of products and orders take `offset`, 0 when it is left out and never below, and
    `cursor`, a text that has no default.
    """
    offset = in_query(path, "offset")
    assert offset.get("default") == 0, f"The default of `offset` in GET {path}"
    judge(offset, "offset", good=[0, 5000], bad=[-1, "ten"])
    cursor = in_query(path, "cursor")
    judge(cursor, "cursor", good=["eyJpZCI6MjB9"], bad=[])
    demand("default" not in cursor, f"`cursor` of GET {path} has a default.")


def test_a_page_is_an_object_that_can_grow():
    """A page of products is an object with `items`, the products, and `total`, an integer; both are
    required. A bare array is refused.
    """
    schema, where = operation("GET", PRODUCTS).schema("200"), f"The 200 of GET {PRODUCTS}"
    accept(schema, {"items": [MUG], "total": 1}, where)
    accept(schema, {"items": [], "total": 0}, where)
    for page in ([MUG], {"items": [MUG]}, {"total": 1}, {"items": [{}], "total": 1}):
        refuse(schema, page, where)


def test_a_page_leads_to_its_neighbours():
    """The 200 of the list of products declares a `Link` header, which leads to the next page."""
    declare_header(operation("GET", PRODUCTS), "200", "Link")


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
    demand("default" not in schema, f"The filter `{name}` of GET {PRODUCTS} has a default.")
    judge(schema, name, good=good, bad=bad)


def test_products_are_sorted_by_a_closed_list_of_fields():
    """`sort` takes `name`, `price_cents`, and each with a minus in front; it refuses every other
    text, such as a field that does not exist or is nobody's business.
    """
    schema = in_query(PRODUCTS, "sort")
    bad = ["", "colour", "supplier_margin", "price_cents; drop table", "--name", "NAME"]
    judge(schema, "sort", good=["name", "-name", "price_cents", "-price_cents"], bad=bad)


def test_the_mock_refuses_a_page_of_a_thousand(client):
    """The list of products declares 422, and the mock answers it to `limit=1000`, naming the
    parameter; a good request is answered with a page.
    """
    declare(operation("GET", PRODUCTS), "422")
    answer = client.get(PRODUCTS, params={"limit": 1000})
    assert answer.status_code == 422
    assert [error["parameter"] for error in answer.json()["errors"]] == ["limit"]
    good = client.get(PRODUCTS, params={"limit": 10, "in_stock": "true", "sort": "-price_cents"})
    assert good.status_code == 200
    demand(isinstance(good.json(), dict), "A page is an object, and no array.")
    assert good.json().keys() >= {"items", "total"}
