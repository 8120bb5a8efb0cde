"""3.7 Many products with one request."""

from app.contract import allows, load, properties

BULK = "/api/v1/products/bulk"
MUG = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250}
ADDED = {"status": 201, "product": MUG | {"id": 1, "currency": "EUR", "stock": 0}}
REFUSED = {
    "status": 409,
    "problem": {
        "type": "about:blank",
        "title": "Conflict",
        "status": 409,
        "detail": "SKU MUG-0042 is taken.",
    },
}


def operation():
    """The operation that this exercise asks for."""
    return load().operation("POST", BULK)


def success():
    """The schema of its successful answer."""
    return operation().schema(operation().success)


def test_bulk_is_an_operation_of_its_own():
    """`POST /api/v1/products/bulk` is built in phase "08"; it takes an object with `items`, from 1
    to 100 of them.
    """
    assert operation().data.get("x-phase") == "08"
    schema = operation().body_schema()
    for count, allowed in [(0, False), (1, True), (100, True), (101, False)]:
        assert allows(schema, {"items": [MUG] * count}) == allowed, f"{count} items"
    assert not allows(schema, [MUG]), "An array can take no further member later."


def test_a_bad_product_does_not_spoil_the_others():
    """A bad product among good ones does not make the request invalid: the schema of the request
    takes any object as an item, because each is judged by itself.
    """
    schema = operation().body_schema()
    assert allows(schema, {"items": [MUG, {"sku": "mug-42"}, {}]})
    assert not allows(schema, {"items": [MUG, "MUG-0042"]})


def test_the_whole_request_succeeds_even_if_a_part_does_not():
    """The one successful status is 200 or 207, never 201: it says that the request was worked on,
    not that everything was added. 422 is declared for a request that is wrong as a whole.
    """
    statuses = set(operation().responses)
    assert {s for s in statuses if s.startswith("2")} in [{"200"}, {"207"}]
    assert "422" in statuses


def test_each_item_is_answered_with_its_own_outcome():
    """The answer is an object with `items`; each has a `status` (201, 409 or 422) and either the
    `product` that was added or the `problem` that was met.
    """
    assert allows(success(), {"items": [ADDED, REFUSED]})
    for wrong in ({"status": 201}, {"product": ADDED["product"]}, {"status": 201, "product": {}}):
        assert not allows(success(), {"items": [wrong]}), f"{wrong}"
    both = REFUSED | {"product": ADDED["product"]}
    assert not allows(success(), {"items": [both]}), "Added and refused at once cannot be."
    assert not allows(success(), [ADDED])
    assert "items" in properties(success())


def test_bulk_may_be_repeated():
    """The operation takes an `Idempotency-Key` header, as the placing of an order does."""
    assert "idempotency-key" in {name.lower() for name in operation().parameters}


def test_bulk_is_not_taken_for_a_number(client):
    """The mock answers POST at `/api/v1/products/bulk` with one outcome or more, and refuses a
    request without `items`.
    """
    answer = client.post(BULK, json={"items": [MUG, {}]})
    assert answer.status_code in {200, 207}
    assert answer.json()["items"][0].keys() >= {"status"}
    assert client.post(BULK, json={"products": [MUG]}).status_code == 422
