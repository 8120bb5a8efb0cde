"""8.10 Many at once, and never twice."""

import threading
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest
import yaml

from apps import add_products, log_in, new_app, started

PRODUCTS = "/api/v1/products"
BULK = "/api/v1/products/bulk"
ORDERS = "/api/v1/orders"
CUP = {"sku": "CUP-0001", "name": "Cup", "price_cents": 900}
TEA = {"sku": "TEA-0001", "name": "Tea", "price_cents": 400}
ORDER = {"items": [{"sku": "MUG-0042", "quantity": 1}]}
PATIENCE = 15
"""Seconds in which an answer comes that waits for nobody, however busy the machine is."""


@pytest.fixture
def staff(client, database):
    """An administrator's login, in a shop with ten mugs."""
    add_products(database, {})
    return log_in(client, database, admin=True)


def stock(database):
    """How many mugs are left."""
    return database.rows("SELECT stock FROM products WHERE sku = 'MUG-0042'")[0]["stock"]


def test_many_products_are_added_with_one_request(client, staff):
    """POST /api/v1/products/bulk takes `{"items": […]}` and answers 200 with what became of each
    product, in their order: `{"status": 201, "product": {…}}`."""
    answer = client.post(BULK, json={"items": [CUP, TEA]}, headers=staff)
    assert answer.status_code == 200
    outcomes = answer.json()["items"]
    assert [each["status"] for each in outcomes] == [201, 201]
    assert [each["product"]["sku"] for each in outcomes] == ["CUP-0001", "TEA-0001"]
    for each in outcomes:
        stored = client.get(f"{PRODUCTS}/{each['product']['id']}").json()
        assert stored == each["product"]


def test_each_product_stands_for_itself(client, staff):
    """A product that cannot be added does not spoil the others: it has the status 409 or 422 and a
    `problem`, whose `errors` point into the body of the request, and the rest is stored."""
    taken = CUP | {"sku": "MUG-0042"}
    wrong = TEA | {"sku": "tea", "price_cents": -1}
    items = [CUP, taken, wrong, {}, CUP, TEA]
    outcomes = client.post(BULK, json={"items": items}, headers=staff).json()["items"]
    assert [each["status"] for each in outcomes] == [201, 409, 422, 422, 409, 201]
    assert all(each["problem"]["status"] == each["status"] for each in outcomes[1:5])
    assert all("product" not in each for each in outcomes[1:5])
    pointers = {error["pointer"] for error in outcomes[2]["problem"]["errors"]}
    assert pointers == {"#/items/2/sku", "#/items/2/price_cents"}
    listed = [item["sku"] for item in client.get(PRODUCTS).json()["items"]]
    assert listed == ["MUG-0042", "CUP-0001", "TEA-0001"]


@pytest.mark.parametrize(
    "body", [{"items": []}, {"items": [CUP] * 101}, {"items": ["CUP-0001"]}, {"items": CUP}, {}]
)
def test_a_bulk_that_is_none_is_refused_as_a_whole(client, staff, body):
    """A request with no product, more than 100 or something that is no object among them is
    answered with 422, and nothing is stored."""
    assert client.post(BULK, json=body, headers=staff).status_code == 422
    assert client.get(PRODUCTS).json()["total"] == 1


def test_bulk_is_for_who_may_write_products(client, database, staff):
    """Without a login bulk is answered with 401, for a customer with 403."""
    assert client.post(BULK, json={"items": [CUP]}).status_code == 401
    customer = log_in(client, database, "Bob")
    assert client.post(BULK, json={"items": [CUP]}, headers=customer).status_code == 403
    assert client.post(BULK, json={"items": [CUP]}, headers=staff).status_code == 200


def test_bulk_has_a_limit_of_its_own(database):
    """With RATE_PER_USER=2/hour a user may send two requests for many products in an hour, the
    third is answered with 429; orders are counted by themselves."""
    add_products(database, {})
    with started(new_app(rate_per_user="2/hour")) as client:
        staff = log_in(client, database, admin=True)
        assert client.post(ORDERS, json=ORDER, headers=staff).status_code == 201
        answers = [client.post(BULK, json={"items": [{}]}, headers=staff) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]


@pytest.mark.parametrize(("address", "body"), [(ORDERS, ORDER), (BULK, {"items": [CUP]})])
def test_a_repeated_request_is_answered_as_before(client, database, staff, address, body):
    """A request with the header Idempotency-Key that comes again is answered as the first time: a
    Response with the same status, Location and body, and nothing is done twice. Orders and bulk
    take the key."""
    again = staff | {"Idempotency-Key": "3f0c-a"}
    first, second = (client.post(address, json=body, headers=again) for _ in range(2))
    assert first.is_success
    assert (second.status_code, second.json()) == (first.status_code, first.json())
    assert second.headers.get("location") == first.headers.get("location")
    assert second.headers["content-type"] == first.headers["content-type"]
    assert (database.count("orders"), stock(database)) == ((1, 9) if address == ORDERS else (0, 10))


def test_another_key_is_another_intention(client, database, staff):
    """Another key, or none, is another order. Keys belong to their user: somebody else's is not
    known."""
    for key in ("one", "two"):
        client.post(ORDERS, json=ORDER, headers=staff | {"Idempotency-Key": key})
    for _ in range(2):
        client.post(ORDERS, json=ORDER, headers=staff)
    bob = log_in(client, database, "Bob") | {"Idempotency-Key": "one"}
    assert client.post(ORDERS, json=ORDER, headers=bob).status_code == 201
    assert database.count("orders") == 5


def test_a_key_with_another_body_is_refused(client, database, staff):
    """The same key with another body, or for another operation, is a mistake of the client: 422
    that names Idempotency-Key, and nothing is done."""
    key = staff | {"Idempotency-Key": "one"}
    client.post(ORDERS, json=ORDER, headers=key)
    two = {"items": [{"sku": "MUG-0042", "quantity": 2}]}
    for address, body in ((ORDERS, two), (BULK, {"items": [CUP]})):
        answer = client.post(address, json=body, headers=key)
        assert answer.status_code == 422
        assert [error["parameter"] for error in answer.json()["errors"]] == ["Idempotency-Key"]
    assert (database.count("orders"), stock(database)) == (1, 9)


def test_what_failed_may_be_tried_again(client, database, staff):
    """Only answers that succeeded are kept. An order that was refused with 409 can be sent again
    with its key when there is enough in stock."""
    key = staff | {"Idempotency-Key": "one"}
    database.execute("UPDATE products SET stock = 0")
    assert client.post(ORDERS, json=ORDER, headers=key).status_code == 409
    database.execute("UPDATE products SET stock = 5")
    assert client.post(ORDERS, json=ORDER, headers=key).status_code == 201
    assert stock(database) == 4


def test_two_at_the_same_time_do_the_work_once(client, database, staff):
    """While the first request is still being worked on, a second one with its key is answered with
    409, or, if it came late enough, as the first one was: the work is done once."""
    key = staff | {"Idempotency-Key": "one"}
    together = threading.Barrier(6)

    def place(_):
        together.wait(5)
        return client.post(ORDERS, json=ORDER, headers=key).status_code

    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(place, range(6)))
    assert set(statuses) <= {201, 409}
    assert 201 in statuses
    assert (database.count("orders"), stock(database)) == (1, 9)


@pytest.mark.usefixtures("server")
def test_the_key_is_held_while_the_work_is_done(client, database, staff):
    """The first request holds its key until it is committed: while its products are locked by
    somebody else, a second request with the key is answered with 409 at once. The same key of
    another user is another key: it waits for nobody."""
    key = {"Idempotency-Key": "one"}
    add_products(database, {"sku": "PEN-0007"})
    pen = {"items": [{"sku": "PEN-0007", "quantity": 1}]}
    bob = log_in(client, database, "Bob")
    lock = database.connect()
    lock.execute("SELECT * FROM products WHERE sku = 'MUG-0042' FOR UPDATE")
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(client.post, ORDERS, json=ORDER, headers=staff | key)
        try:
            wait_until_blocked(database)
            second = client.post(ORDERS, json=ORDER, headers=staff | key, timeout=PATIENCE)
            other = client.post(ORDERS, json=pen, headers=bob | key, timeout=PATIENCE)
        except httpx2.ReadTimeout:
            pytest.fail("A second request with the key was not answered at once.", pytrace=False)
        finally:
            lock.rollback()
        assert first.result(PATIENCE).status_code == 201
    assert second.status_code == 409
    assert second.headers["content-type"] == "application/problem+json"
    assert other.status_code == 201, "another user's order with the same key"


def wait_until_blocked(database):
    """Wait until somebody waits for a lock."""
    blocked = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
    for _ in range(400):
        if database.rows(blocked):
            return
        database.execute("SELECT pg_sleep(0.02)")
    pytest.fail("The first order did not reach the products.", pytrace=False)


@pytest.mark.parametrize("key", ["", "x" * 256, "a\x01b"])
def test_a_key_is_a_short_text(client, database, staff, key):
    """A key has 1 to 255 characters, and no control characters: otherwise 422."""
    answer = client.post(ORDERS, json=ORDER, headers=staff | {"Idempotency-Key": key})
    assert answer.status_code == 422
    assert database.count("orders") == 0


def test_the_api_keeps_the_contract(client, project):
    """Each operation that contract/openapi.yaml promises up to phase 08 is in /openapi.json, with
    the promised operationId, parameters (`cursor` and `Idempotency-Key` are new) and statuses. An
    API may offer more than its contract, never less."""
    contract = yaml.safe_load((project / "contract/openapi.yaml").read_text("utf-8"))
    promised, offered = facts(contract), facts(client.get("/openapi.json").json())
    assert sorted(promised.keys() - offered.keys()) == [], "promised, and not there"
    missing = {key: sorted(promised[key] - offered[key]) for key in promised}
    assert {key: each for key, each in missing.items() if each} == {}, "this is promised, too"


def facts(document):
    """What clients rely on of each operation up to phase 08, by method and path."""

    def resolve(node):
        kind, name = node.get("$ref", "/").split("/")[-2:]
        return document["components"][kind][name] if name else node

    found = {}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method == "parameters" or operation.get("x-phase", "00") > "08":
                continue
            listed = [*item.get("parameters", []), *operation.get("parameters", [])]
            parameters = [resolve(node) for node in listed]
            found[f"{method.upper()} {path}"] = {
                operation["operationId"],
                *(f"{each['name']} in the {each['in']}" for each in parameters),
                *operation["responses"],
            }
    return found
