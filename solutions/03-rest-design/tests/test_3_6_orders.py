"""3.6 Orders: four states, and a request that may come twice."""

from app.contract import allows, load, properties

ORDERS = "/api/v1/orders"
ORDER = "/api/v1/orders/{order_id}"
WANTED = {"items": [{"sku": "MUG-0042", "quantity": 2}]}
PLACED = {
    "id": 1,
    "items": [{"sku": "MUG-0042", "quantity": 2, "unit_price_cents": 1250}],
    "status": "open",
    "total_cents": 2500,
    "currency": "EUR",
}


def test_an_order_has_an_address_and_no_procedures():
    """Orders are placed with POST on `/api/v1/orders`; one order has GET, PATCH and DELETE, and no
    PUT. There is no address such as `/cancel` or `/pay`.
    """
    contract = load()
    harmless = {"HEAD", "OPTIONS"}
    assert contract.methods(ORDERS) - harmless == {"GET", "POST"}
    assert contract.methods(ORDER) - harmless == {"GET", "PATCH", "DELETE"}
    verbs = {"cancel", "pay", "ship", "cancelled", "paid", "checkout"}
    assert [p for p in contract.paths if verbs & set(p.lower().split("/"))] == []


def test_the_client_says_what_and_how_many_and_never_the_price():
    """POST takes `items`, at least one, each with `sku` and a `quantity` from 1. The body has no
    field for a price, a total or a status: those are the server's to say.
    """
    schema = load().operation("POST", ORDERS).body_schema()
    assert allows(schema, WANTED)
    for items in ([], [{"sku": "MUG-0042"}], [{"quantity": 2}], [{"sku": "mug", "quantity": 1}]):
        assert not allows(schema, {"items": items}), f"{items}"
    for quantity in (0, -1, 1.5, "2"):
        wrong = {"items": [{"sku": "MUG-0042", "quantity": quantity}]}
        assert not allows(schema, wrong), f"quantity {quantity!r}"
    fields = [*properties(schema), *properties(properties(schema)["items"]["items"])]
    of_the_server = {"id", "status", "currency", "total", "total_cents"}
    assert [f for f in fields if f in of_the_server or "price" in f] == []


def test_a_placed_order_is_answered_whole():
    """A placed order is answered with 201, `Location` and the order: `id`, `items` with their
    `unit_price_cents`, `status`, `total_cents`, `currency`.
    """
    operation = load().operation("POST", ORDERS)
    assert operation.success == "201"
    assert "location" in operation.headers("201")
    assert allows(operation.schema("201"), PLACED)
    assert not allows(operation.schema("201"), WANTED)


def test_each_way_to_fail_has_its_status():
    """POST declares 409 (not enough stock) and 422 (an unknown SKU). GET, PATCH and DELETE of an
    order declare 404. PATCH declares 409 too, for a step that the order's status does not allow.
    """
    contract = load()
    assert contract.operation("POST", ORDERS).responses.keys() >= {"409", "422"}
    assert "404" not in contract.operation("POST", ORDERS).responses
    for method in ("GET", "PATCH", "DELETE"):
        assert "404" in contract.operation(method, ORDER).responses, method
    assert "409" in contract.operation("PATCH", ORDER).responses
    assert contract.operation("DELETE", ORDER).success == "204"


def test_patch_moves_the_order_on():
    """PATCH takes `status`, one of open, paid, shipped and cancelled, and nothing that would change
    what was bought; it answers 200 with the order.
    """
    operation = load().operation("PATCH", ORDER)
    schema = operation.body_schema()
    for status in ("open", "paid", "shipped", "cancelled"):
        assert allows(schema, {"status": status}), status
    for wrong in ({}, {"status": "lost"}, {"status": None}):
        assert not allows(schema, wrong), f"{wrong}"
    assert set(properties(schema)) & {"id", "items", "total_cents", "currency"} == set()
    assert allows(operation.schema("200"), PLACED)


def test_placing_an_order_may_be_repeated():
    """POST takes an `Idempotency-Key` header: optional, a text of 1 to 255 characters, with a
    description of what a repeated request is answered.
    """
    parameters = load().operation("POST", ORDERS).parameters
    names = {name.lower(): name for name in parameters}
    assert "idempotency-key" in names
    key = parameters[names["idempotency-key"]]
    assert key["in"] == "header"
    assert not key.get("required")
    assert len(key.get("description", "")) >= 20, "Say what happens with a repeated request."
    for text, allowed in [("", False), ("8e03978e", True), ("k" * 255, True), ("k" * 256, False)]:
        assert allows(key["schema"], text) == allowed, f"a key of {len(text)} characters"


def test_what_is_idempotent_anyway_needs_no_key():
    """GET and DELETE take no `Idempotency-Key`: HTTP already says that they may be repeated."""
    contract = load()
    for method in ("GET", "DELETE"):
        names = {name.lower() for name in contract.operation(method, ORDER).parameters}
        assert "idempotency-key" not in names


def test_the_answer_is_linked_with_what_reads_it():
    """The 201 declares an OpenAPI `link` to the operation that reads an order, its parameter taken
    from the answer: `$response.body#/id`.
    """
    contract = load()
    links = contract.operation("POST", ORDERS).responses["201"].get("links", {})
    reader = contract.operation("GET", ORDER).data["operationId"]
    found = [link for link in links.values() if link.get("operationId") == reader]
    assert found, "No link of the 201 names the operationId of the operation that reads an order."
    assert "$response.body#/id" in found[0].get("parameters", {}).values()
