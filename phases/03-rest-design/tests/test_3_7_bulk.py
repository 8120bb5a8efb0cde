"""3.7 Many products with one request."""

from app.contract import mistakes, properties

from contracts import accept, declare, demand, named, operation, reasons_against, refuse

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


def success():
    """The schema of the successful answer, and what to call it."""
    found = operation("POST", BULK)
    return found.schema(found.success), f"The {found.success} of {named(found)}"


def test_bulk_is_an_operation_of_its_own():
    """`POST /api/v1/products/bulk` is built in phase "08"; it takes an object with `items`, from 1
    to 100 of them.
    """
    found = operation("POST", BULK)
    assert found.data.get("x-phase") == "08", f"`x-phase` of POST {BULK}"
    counts = [
        n for n in (0, 1, 100, 101) if not mistakes(found.body_schema(), {"items": [MUG] * n})
    ]
    assert counts == [1, 100], "How many items, of 0, 1, 100 and 101, the request may have"
    refuse(found.body_schema(), [MUG], named(found), "An array can take no further member later.")


def test_a_bad_product_does_not_spoil_the_others():
    """A bad product among good ones does not make the request invalid: the schema of the request
    takes any object as an item, because each is judged by itself.
    """
    schema = operation("POST", BULK).body_schema()
    for item in (MUG, {"sku": "mug-42"}, {}):
        accept(schema, {"items": [MUG, item]}, f"POST {BULK}")
    refuse(schema, {"items": [MUG, "MUG-0042"]}, f"POST {BULK}", "An item is an object.")


def test_the_whole_request_succeeds_even_if_a_part_does_not():
    """The one successful status is 200 or 207, never 201: it says that the request was worked on,
    not that everything was added. 422 is declared for a request that is wrong as a whole.
    """
    found = operation("POST", BULK)
    statuses = [status for status in found.responses if status.startswith("2")]
    assert statuses in [["200"], ["207"]], f"The statuses of success of POST {BULK}"
    declare(found, "422")


def test_each_item_is_answered_with_its_own_outcome():
    """The answer is an object with `items`; each has a `status` (201, 409 or 422) and either the
    `product` that was added or the `problem` that was met.
    """
    schema, where = success()
    for outcome in (ADDED, REFUSED):
        accept(schema, {"items": [outcome]}, where)
    for wrong in ({"status": 201}, {"product": ADDED["product"]}, {"status": 201, "product": {}}):
        refuse(schema, {"items": [wrong]}, where)
    both = REFUSED | {"product": ADDED["product"]}
    refuse(schema, {"items": [both]}, where, "Added and refused at once cannot be.")
    refuse(schema, [ADDED], where, "An array can take no further member later.")
    demand("items" in properties(schema), f"{where} names no `items`.")


def test_bulk_may_be_repeated():
    """The operation takes an `Idempotency-Key` header, as the placing of an order does."""
    names = [name.lower() for name in operation("POST", BULK).parameters]
    demand("idempotency-key" in names, f"POST {BULK} has no parameter `Idempotency-Key`.")


def test_bulk_is_not_taken_for_a_number(client):
    """The mock answers POST at `/api/v1/products/bulk` with one outcome or more, as your schema of
    the answer allows, and refuses a request without `items`.
    """
    answer = client.post(BULK, json={"items": [MUG, {}]})
    assert answer.status_code in {200, 207}
    report = answer.json()
    assert len(report["items"]) >= 1, "How many outcomes the mock answers"
    schema, where = success()
    reasons = reasons_against(schema, report)
    demand(
        not reasons, f"{where} refuses what the mock makes of its examples: {'; '.join(reasons)}."
    )
    assert client.post(BULK, json={"products": [MUG]}).status_code == 422
