"""4.3 List products."""

import pytest

PRODUCTS = "/api/v1/products"
REDIRECTED = "the list's own path is the empty text: with / its address would end in a slash"
TOTAL = "total counts the products of all pages"


@pytest.fixture
def shop(monkeypatch, request):
    """A client of the application, started with the sample data."""
    monkeypatch.setenv("SAMPLE_DATA", "true")
    return request.getfixturevalue("client")


def names(answer):
    """The names of the products of an answer, in its order."""
    assert answer.status_code != 307, REDIRECTED
    assert answer.status_code == 200
    return [product["name"] for product in answer.json()["items"]]


def test_all_parameters_are_optional(shop):
    """GET /api/v1/products answers 200 with `{"items": […], "total": n}`, the oldest product
    first. No query parameter is mandatory: a filter that is left out lets everything through."""
    answer = shop.get(PRODUCTS)
    assert names(answer) == ["Blue mug", "Fountain pen", "Canvas bag", "Espresso cup"]
    assert answer.json()["total"] == 4, TOTAL
    assert answer.json()["items"][0]["price_cents"] == 1250


def test_limit_and_offset_cut_a_page(shop):
    """The query parameters `limit` and `offset` (elsewhere called `skip`) cut a page out of the
    list; `total` still counts the products of all pages."""
    page = shop.get(PRODUCTS, params={"limit": 2, "offset": 1})
    assert names(page) == ["Fountain pen", "Canvas bag"]
    assert page.json()["total"] == 4, TOTAL
    assert names(shop.get(PRODUCTS, params={"offset": 3})) == ["Espresso cup"]
    assert names(shop.get(PRODUCTS, params={"offset": 10**30})) == []


def test_a_page_holds_20_products_by_default(shop):
    """Default values: `limit` is 20 when it is not sent, `offset` is 0. The document tells it."""
    operation = shop.get("/openapi.json").json()["paths"][PRODUCTS]["get"]
    declared = {parameter["name"]: parameter for parameter in operation["parameters"]}
    assert declared["limit"]["schema"]["default"] == 20
    assert declared["offset"]["schema"]["default"] == 0
    assert not any(parameter.get("required") for parameter in declared.values())


def test_a_declared_query_parameter_is_checked(shop):
    """Query parameters are declared with their limits and answered with 422 outside of them:
    `limit` from 1 to 100, `offset` from 0, `sort` one of name, -name, price_cents and
    -price_cents, `q` from 1 to 80 characters, `in_stock` true or false, `min_price_cents` and
    `max_price_cents` from 0."""
    queries = (
        "limit=0",
        "limit=101",
        "limit=ten",
        "offset=-1",
        "sort=id",
        "q=",
        f"q={81 * 'x'}",
        "in_stock=often",
        "min_price_cents=-1",
        "max_price_cents=-1",
    )
    for query in queries:
        assert shop.get(f"{PRODUCTS}?{query}").status_code == 422, f"the query is {query}"
    assert names(shop.get(PRODUCTS, params={"limit": 100})) != []


def test_q_searches_the_names(shop):
    """The search `q` keeps the products whose name contains it, in upper or lower case, and
    `total` counts these."""
    answer = shop.get(PRODUCTS, params={"q": "MUG"})
    assert names(answer) == ["Blue mug"]
    assert answer.json()["total"] == 1, "total counts the products that the filters let through"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("min_price_cents=1800", ["Fountain pen", "Canvas bag"]),
        ("max_price_cents=1250", ["Blue mug", "Espresso cup"]),
        ("min_price_cents=1000&max_price_cents=2000", ["Blue mug", "Canvas bag"]),
        ("max_price_cents=0", []),
        ("in_stock=true", ["Blue mug", "Fountain pen", "Espresso cup"]),
        ("in_stock=false", ["Canvas bag"]),
    ],
)
def test_filters_narrow_the_list(shop, query, expected):
    """`min_price_cents` and `max_price_cents` (both inclusive) and `in_stock` (true: something is
    left, false: sold out) narrow the list, alone and together."""
    assert names(shop.get(f"{PRODUCTS}?{query}")) == expected


def test_sort_orders_the_list_before_it_is_cut(shop):
    """`sort=name` and `sort=price_cents` order the list, a minus in front turns it round, and the
    page is cut from the ordered list."""
    cheapest = shop.get(PRODUCTS, params={"sort": "price_cents", "limit": 2})
    assert names(cheapest) == ["Espresso cup", "Blue mug"]
    last = shop.get(PRODUCTS, params={"sort": "-name"})
    assert names(last) == ["Fountain pen", "Espresso cup", "Canvas bag", "Blue mug"]


def test_the_function_is_called_as_in_the_contract(shop):
    """The function is called `list_products`, as the contract names the operation."""
    operation = shop.get("/openapi.json").json()["paths"][PRODUCTS]["get"]
    assert operation["operationId"] == "list_products", "call the function as the contract does"
