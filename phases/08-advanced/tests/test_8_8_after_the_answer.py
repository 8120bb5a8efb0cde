"""8.8 After the answer."""

import time

import pytest

from apps import add_products, log_in, new_app, started

ORDERS = "/api/v1/orders"
MISSING = "/api/v1/admin/receipts/missing"
ORDER = {"items": [{"sku": "MUG-0042", "quantity": 2}, {"sku": "PEN-0007", "quantity": 1}]}
PEN = {"sku": "PEN-0007", "name": "Pen", "price_cents": 505}


@pytest.fixture
def ada(client, database):
    """Ada's login, in a shop that has mugs and pens."""
    add_products(database, {}, PEN)
    return log_in(client, database)


def place_unseen(database):
    """Store an order as a process would have that died before it wrote the receipt."""
    (product_id,) = add_products(database, {})
    sql = "INSERT INTO orders (status, currency) VALUES ('open', 'EUR') RETURNING id"
    order_id = database.rows(sql)[0]["id"]
    database.execute(
        "INSERT INTO order_items (order_id, position, product_id, sku, quantity, unit_price_cents)"
        " VALUES (%s, 0, %s, 'MUG-0042', 3, 1250)",
        order_id,
        product_id,
    )
    return order_id


def read_within(seconds, client, address, headers):
    """Ask for a receipt until it is there."""
    deadline = time.monotonic() + seconds
    while (answer := client.get(address, headers=headers)).status_code == 404:
        if time.monotonic() > deadline:
            pytest.fail("The receipt was not written.", pytrace=False)
        time.sleep(0.02)
    return answer


def test_a_receipt_is_written_in_the_background(client, ada):
    """POST /api/v1/orders answers as before, and adds a background task that writes the receipt.
    GET /api/v1/orders/{order_id}/receipt answers it as plain text: each item with quantity, SKU and
    price, and the total."""
    placed = client.post(ORDERS, json=ORDER, headers=ada)
    assert placed.status_code == 201
    answer = client.get(f"{placed.headers['location']}/receipt", headers=ada)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain")
    assert "2 x MUG-0042   25.00 EUR" in answer.text
    assert "1 x PEN-0007   5.05 EUR" in answer.text
    assert "30.05 EUR" in answer.text


@pytest.mark.usefixtures("server")
def test_the_answer_does_not_wait_for_the_receipt(client, ada, database):
    """The client has its answer before the receipt is written: while the table of the receipts is
    locked, an order is still answered, and its receipt with 404. As soon as the lock is gone the
    receipt is written."""
    lock = database.connect()
    lock.execute("LOCK TABLE receipts IN SHARE MODE")
    placed = client.post(ORDERS, json=ORDER, headers=ada)
    assert placed.status_code == 201
    address = f"{placed.headers['location']}/receipt"
    assert client.get(address, headers=ada).status_code == 404
    lock.rollback()
    assert "30.05 EUR" in read_within(5, client, address, ada).text


def test_nothing_is_done_for_an_order_that_failed(client, ada, database):
    """An order that is refused has no receipt: a background task runs only after an answer that
    succeeded."""
    too_many = {"items": [{"sku": "MUG-0042", "quantity": 1000}]}
    assert client.post(ORDERS, json=too_many, headers=ada).status_code == 409
    assert database.count("receipts") == 0


def test_a_receipt_is_a_matter_of_its_customer(client, ada, database):
    """The receipt of somebody else's order is answered with 404, like an order that does not
    exist; without a login the answer is 401."""
    address = f"{client.post(ORDERS, json=ORDER, headers=ada).headers['location']}/receipt"
    bob = log_in(client, database, "Bob")
    assert client.get(address, headers=bob).status_code == 404
    assert client.get(address).status_code == 401
    assert client.get(f"{ORDERS}/999/receipt", headers=ada).status_code == 404


def test_what_a_dead_process_left_is_done_at_the_start(database):
    """Background tasks die with their process. So the lifespan looks for orders without a receipt
    when the application starts, and writes what is missing, before it takes requests."""
    order_id = place_unseen(database)
    with started(new_app()) as client:
        staff = log_in(client, database, admin=True)
        assert client.get(MISSING, headers=staff).json() == {"order_ids": []}
        answer = client.get(f"{ORDERS}/{order_id}/receipt", headers=staff)
    assert answer.status_code == 200
    assert "3 x MUG-0042   37.50 EUR" in answer.text


def test_a_receipt_is_written_once(client, ada, database):
    """A receipt that is there stays as it is: a second start writes nothing again."""
    client.post(ORDERS, json=ORDER, headers=ada)
    before = database.rows("SELECT * FROM receipts")
    assert len(before) == 1
    with started(new_app()):
        assert database.rows("SELECT * FROM receipts") == before


def test_the_shop_opens_without_its_receipts(database):
    """Work that is left over does not keep the shop closed: when the receipts cannot be written at
    the start, the application starts and answers all the same."""
    place_unseen(database)
    lock = database.connect()
    lock.execute("LOCK TABLE receipts IN ACCESS EXCLUSIVE MODE")
    app = new_app(statement_timeout_ms=100)
    with started(app) as client:
        assert client.get("/health").status_code == 200


def test_what_was_opened_is_closed_at_the_end(database):
    """The lifespan opens the pool of connections at the start and closes it at the end: when the
    application has ended, it holds no connection."""
    before = connections(database)
    with started(new_app()) as client:
        assert client.get("/api/v1/products").status_code == 200
        during = connections(database)
    opened = during - before
    assert len(opened) == 1
    deadline = time.monotonic() + 5
    while opened & connections(database) and time.monotonic() < deadline:
        time.sleep(0.02)  # PostgreSQL needs a moment to notice
    assert opened & connections(database) == set(), "connections are left open"


def connections(database):
    """The connections of applications to the database, by their process ids."""
    rows = database.rows(
        "SELECT pid FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = 'storefront'"
    )
    return {row["pid"] for row in rows}
