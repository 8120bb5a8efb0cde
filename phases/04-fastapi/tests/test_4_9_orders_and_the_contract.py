"""4.9 Orders, and the whole contract."""

import pytest
import yaml

PRODUCTS = "/api/v1/products"
ORDERS = "/api/v1/orders"
MUG = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250, "stock": 10}
FACTS = ("operationId", "tags", "parameters", "body", "answers")
PEN = {"sku": "PEN-0007", "name": "Pen", "price_cents": 2400, "stock": 3}


@pytest.fixture
def shop(client):
    """A client of a shop with ten mugs and three pens."""
    for product in (MUG, PEN):
        client.post(PRODUCTS, json=product)
    return client


def order(shop, **quantities):
    """Order some MUG-0042 and PEN-0007, and return the answer."""
    skus = {"mugs": "MUG-0042", "pens": "PEN-0007"}
    items = [{"sku": skus[name], "quantity": number} for name, number in quantities.items()]
    return shop.post(ORDERS, json={"items": items})


def stock(shop):
    """What is left, by SKU."""
    return {item["sku"]: item["stock"] for item in shop.get(PRODUCTS).json()["items"]}


def test_an_order_is_answered_with_prices_and_total(shop):
    """POST /api/v1/orders answers 201 with the order: each item with the price of this moment,
    the status `open`, and the total with its currency."""
    answer = order(shop, mugs=2, pens=1)
    assert answer.status_code == 201
    assert answer.json() == {
        "id": answer.json()["id"],
        "items": [
            {"sku": "MUG-0042", "quantity": 2, "unit_price_cents": 1250},
            {"sku": "PEN-0007", "quantity": 1, "unit_price_cents": 2400},
        ],
        "status": "open",
        "total_cents": 4900,
        "currency": "EUR",
    }


def test_an_order_can_be_read_again(shop):
    """Location leads to the order: GET /api/v1/orders/{order_id} answers what was ordered, at the
    old price even when the product costs more now. An unknown id is answered with 404."""
    created = order(shop, mugs=1)
    shop.patch(f"{PRODUCTS}/1", json={"price_cents": 9999})
    assert shop.get(created.headers["location"]).json() == created.json()
    assert shop.get(f"{ORDERS}/999").status_code == 404


def test_an_order_takes_the_pieces_from_stock(shop):
    """What is ordered is taken from stock. An order beyond the stock is answered with 409, and
    nothing is taken, of its other items neither."""
    order(shop, mugs=2, pens=1)
    assert stock(shop) == {"MUG-0042": 8, "PEN-0007": 2}
    assert order(shop, mugs=1, pens=3).status_code == 409
    assert stock(shop) == {"MUG-0042": 8, "PEN-0007": 2}


@pytest.mark.parametrize(
    "items", [[], [{"sku": "ZZZ-0000", "quantity": 1}], [{"sku": "MUG-0042", "quantity": 0}]]
)
def test_an_order_that_makes_no_sense_is_refused(shop, items):
    """An order without items, of an unknown SKU or with a quantity below 1 is answered with 422:
    a problem with `errors`, as for any other mistake in a body."""
    answer = shop.post(ORDERS, json={"items": items})
    assert answer.status_code == 422
    assert all(error["pointer"].startswith("#/items") for error in answer.json()["errors"])
    assert stock(shop) == {"MUG-0042": 10, "PEN-0007": 3}


def test_one_order_has_one_currency(shop):
    """Prices of different currencies in one order are answered with 422."""
    shop.patch(f"{PRODUCTS}/1", json={"currency": "USD"})
    assert order(shop, mugs=1, pens=1).status_code == 422
    assert order(shop, mugs=1).json()["currency"] == "USD"


def test_orders_are_listed_page_by_page(shop):
    """GET /api/v1/orders answers `{"items": […], "total": n}`, the oldest first, with `limit` and
    `offset` as products have them."""
    for number in (1, 2, 3):
        order(shop, mugs=number)
    page = shop.get(ORDERS, params={"limit": 1, "offset": 1}).json()
    assert [each["items"][0]["quantity"] for each in page["items"]] == [2]
    assert page["total"] == 3
    assert shop.get(ORDERS, params={"limit": 101}).status_code == 422


def test_the_status_moves_on_and_not_back(shop):
    """PATCH /api/v1/orders/{order_id} with `{"status": …}` answers 200 with the order: open
    becomes paid or cancelled, paid becomes shipped or cancelled. Any other change is answered
    with 409, an unknown status with 422, an unknown order with 404."""
    address = order(shop, mugs=1).headers["location"]
    statuses = [
        shop.patch(address, json={"status": status}).status_code
        for status in ("shipped", "paid", "open", "shipped", "cancelled", "lost")
    ]
    assert statuses == [409, 200, 409, 200, 409, 422]
    assert shop.get(address).json()["status"] == "shipped"
    assert shop.patch(f"{ORDERS}/999", json={"status": "paid"}).status_code == 404


def test_a_cancelled_order_gives_its_pieces_back(shop):
    """An order that is cancelled gives its pieces back to the stock, once."""
    address = order(shop, mugs=4).headers["location"]
    assert stock(shop)["MUG-0042"] == 6
    for _ in range(2):
        shop.patch(address, json={"status": "cancelled"})
    assert shop.get(address).json()["status"] == "cancelled"
    assert stock(shop)["MUG-0042"] == 10


def test_an_order_can_be_removed(shop):
    """DELETE /api/v1/orders/{order_id} answers 204 without a body, and 404 the second time."""
    address = order(shop, mugs=1).headers["location"]
    removed = shop.delete(address)
    assert (removed.status_code, removed.content) == (204, b"")
    assert shop.get(address).status_code == 404
    assert shop.delete(address).status_code == 404
    assert shop.get(ORDERS).json() == {"items": [], "total": 0}


def test_the_api_keeps_the_contract(client, project):
    """With the orders the API is whole: each operation that the contract promises up to phase 04
    is in /openapi.json, with the contract's operationId, tags, parameters, media types and
    statuses. (An API may offer more than its contract, never less.)"""
    contract = yaml.safe_load((project / "contract/openapi.yaml").read_text("utf-8"))
    promised = operations(contract, up_to="04")
    offered = operations(client.get("/openapi.json").json())
    assert sorted(promised.keys() - offered.keys()) == [], "promised, and not there"
    broken = [
        f"{key}, {fact}: {difference(offered[key][fact], promised[key][fact])}"
        for key in promised
        for fact in FACTS
        if offered[key][fact] != promised[key][fact]
    ]
    assert broken == [], "what is missing stands in the contract, what is too much only in yours"


def difference(offered, promised):
    """Say in words what is missing and what is too much."""
    if isinstance(offered, str):
        return f"{offered!r} instead of {promised!r}"
    if isinstance(offered, dict):
        offered, promised = list(offered.items()), list(promised.items())
    missing = [told(fact) for fact in promised if fact not in offered]
    surplus = [told(fact) for fact in offered if fact not in promised]
    parts = {"missing": missing, "too much": surplus}
    return "; ".join(f"{word}: {', '.join(facts)}" for word, facts in parts.items() if facts)


def told(fact):
    """One fact as text: `409 (application/problem+json)`, `limit in the query`, `orders`."""
    match fact:
        case str():
            return fact
        case (code, list() as media_types):
            return f"{code} ({', '.join(media_types) or 'no body'})"
        case (place, name, required):
            return f"{name} in the {place}{' (mandatory)' if required else ''}"


def operations(document, up_to="99"):
    """What clients rely on of each operation, by method and path."""
    return {
        f"{method.upper()} {path}": facts(document, item, operation, up_to)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method != "parameters" and operation.get("x-phase", "00") <= up_to
    }


def facts(document, item, operation, up_to):
    """The facts of one operation, in a form that can be compared."""

    def resolve(node):
        name = node.get("$ref", "").rpartition("/")[2]
        kind = node.get("$ref", "//").split("/")[-2]
        return document["components"][kind][name] if name else node

    listed = [
        resolve(node) for node in [*item.get("parameters", []), *operation.get("parameters", [])]
    ]
    parameters = [p for p in listed if p.get("x-phase", "00") <= up_to]
    responses = {code: resolve(node) for code, node in operation["responses"].items()}
    return {
        "operationId": operation["operationId"],
        "tags": operation["tags"],
        "parameters": sorted((p["in"], p["name"], p.get("required", False)) for p in parameters),
        "body": sorted(operation.get("requestBody", {}).get("content", [])),
        "answers": {code: sorted(answer.get("content", [])) for code, answer in responses.items()},
    }
