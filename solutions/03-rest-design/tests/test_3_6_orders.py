"""3.6 Orders: four states, and a request that may come twice."""

from app.contract import properties

from contracts import (
    accept,
    declare,
    declare_header,
    declare_no,
    demand,
    load,
    named,
    operation,
    refuse,
)

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
    assert contract.methods(ORDERS) - harmless == {"GET", "POST"}, f"The methods of {ORDERS}"
    methods = contract.methods(ORDER) - harmless
    assert methods == {"GET", "PATCH", "DELETE"}, f"The methods of {ORDER}"
    verbs = {"cancel", "pay", "ship", "cancelled", "paid", "checkout"}
    found = [path for path in contract.paths if verbs & set(path.lower().split("/"))]
    assert found == [], "Addresses that say what to do; a PATCH of the order does that."


def test_the_client_says_what_and_how_many_and_never_the_price():
    """POST takes `items`, at least one, each with `sku` and a `quantity` from 1. The body has no
    field for a price, a total or a status: those are the server's to say.
    """
    schema, where = operation("POST", ORDERS).body_schema(), f"POST {ORDERS}"
    accept(schema, WANTED, where)
    for items in ([], [{"sku": "MUG-0042"}], [{"quantity": 2}], [{"sku": "mug", "quantity": 1}]):
        refuse(schema, {"items": items}, where)
    for quantity in (0, -1, 1.5, "2"):
        refuse(schema, {"items": [{"sku": "MUG-0042", "quantity": quantity}]}, where)
    fields = [*properties(schema), *properties(properties(schema)["items"]["items"])]
    of_the_server = {"id", "status", "currency", "total", "total_cents"}
    wrong = [name for name in fields if name in of_the_server or "price" in name]
    assert wrong == [], f"Fields of the body of {where} that are the server's to say"


def test_a_placed_order_is_answered_whole():
    """A placed order is answered with 201, `Location` and the order: `id`, `items` with their
    `unit_price_cents`, `status`, `total_cents`, `currency`.
    """
    found = operation("POST", ORDERS)
    declare(found, "201")
    declare_header(found, "201", "Location")
    where = f"The 201 of POST {ORDERS}"
    accept(found.schema("201"), PLACED, where)
    refuse(found.schema("201"), WANTED, where, "It is what was sent, not what was placed.")


def test_each_way_to_fail_has_its_status():
    """POST declares 409 (not enough stock) and 422 (an unknown SKU), and no 404. GET, PATCH and
    DELETE of an order declare 404. PATCH declares 409 too, for a step that the order's status does
    not allow. DELETE answers 204.
    """
    post = operation("POST", ORDERS)
    declare(post, "409", "422")
    declare_no(post, "404", "the address exists, whatever the body says.")
    for method in ("GET", "PATCH", "DELETE"):
        declare(operation(method, ORDER), "404")
    declare(operation("PATCH", ORDER), "409")
    declare(operation("DELETE", ORDER), "204")


def test_patch_moves_the_order_on():
    """PATCH requires `status`, one of open, paid, shipped and cancelled, and takes nothing that
    would change what was bought; it answers 200 with the order.
    """
    found = operation("PATCH", ORDER)
    schema, where = found.body_schema(), named(found)
    for status in ("open", "paid", "shipped", "cancelled"):
        accept(schema, {"status": status}, where)
    refuse(schema, {}, where, "`status` must be required.")
    for wrong in ({"status": "lost"}, {"status": None}):
        refuse(schema, wrong, where)
    bought = [
        name for name in ("id", "items", "total_cents", "currency") if name in properties(schema)
    ]
    assert bought == [], f"Fields of {where} that would change what was bought"
    declare(found, "200")
    accept(found.schema("200"), PLACED, f"The 200 of {where}")


def test_placing_an_order_may_be_repeated():
    """POST takes an `Idempotency-Key` header: optional, a text of 1 to 255 characters, with a
    `description` of what a repeated request is answered.
    """
    parameters = operation("POST", ORDERS).parameters
    names = {name.lower(): name for name in parameters}
    demand("idempotency-key" in names, f"POST {ORDERS} has no parameter `Idempotency-Key`.")
    key = parameters[names["idempotency-key"]]
    assert key["in"] == "header", "Where `Idempotency-Key` stands"
    demand(not key.get("required"), "`Idempotency-Key` is required; it must be optional.")
    described = key.get("description")
    demand(described, "`Idempotency-Key` has no `description` of what a repeated request gets.")
    accept(key["schema"], "8e03978e", "`Idempotency-Key`")
    accept(key["schema"], "k" * 255, "`Idempotency-Key`")
    refuse(key["schema"], "", "`Idempotency-Key`", "It has 1 character at least.")
    refuse(key["schema"], "k" * 256, "`Idempotency-Key`", "It has 255 characters at most.")


def test_what_is_idempotent_anyway_needs_no_key():
    """POST takes the key, and GET and DELETE do not: HTTP says already that these may be
    repeated.
    """
    asked = [("POST", ORDERS), ("GET", ORDERS), ("GET", ORDER), ("DELETE", ORDER)]
    with_key = [
        f"{method} {path}"
        for method, path in asked
        if "idempotency-key" in {name.lower() for name in operation(method, path).parameters}
    ]
    assert with_key == [f"POST {ORDERS}"], "Which of POST, GET and DELETE take an `Idempotency-Key`"


def test_the_answer_is_linked_with_what_reads_it():
    """The 201 declares an OpenAPI `link` to the operation that reads an order, by its
    `operationId`, and fills the parameter of that operation's path from the answer:
    `$response.body#/id`.
    """
    post, reader = operation("POST", ORDERS), operation("GET", ORDER)
    declare(post, "201")
    links = post.responses["201"].get("links", {}).values()
    found = [link for link in links if link.get("operationId") == reader.data["operationId"]]
    demand(found, f"No link of the 201 has the `operationId` of GET {ORDER}.")
    name = next(p["name"] for p in reader.parameters.values() if p["in"] == "path")
    filled = {n.removeprefix("path."): v for n, v in found[0].get("parameters", {}).items()}
    value = filled.get(name)
    assert value == "$response.body#/id", f"What the link gives for the parameter `{name}`"
