"""6.7 Orders, and a stock that is always right."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

PRODUCTS = "/api/v1/products"
ORDERS = "/api/v1/orders"
MUG = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250, "stock": 10}
WAITING = (
    "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)
PEN = {"sku": "PEN-0007", "name": "Fountain pen", "price_cents": 2400, "stock": 3}


@pytest.fixture
def shop(client):
    """A client of a shop with ten mugs (id 1) and three pens (id 2)."""
    for product in (MUG, PEN):
        client.post(PRODUCTS, json=product)
    return client


def order(shop, *items):
    """Order pieces, each item a SKU and a quantity, and return the answer."""
    return shop.post(ORDERS, json={"items": [{"sku": s, "quantity": q} for s, q in items]})


def stock(database):
    """What is left, by SKU, seen past the application."""
    rows = database.rows("SELECT sku, stock FROM products")
    return {row["sku"]: row["stock"] for row in rows}


def in_background(action):
    """Start an action in a thread; the list that is returned gets its answer."""
    answers = []
    thread = threading.Thread(target=lambda: answers.append(action()), daemon=True)
    thread.start()
    return thread, answers


def wait_until_blocked(database, thread):
    """Wait until a connection waits for the lock of another one, or the thread has ended."""
    ends = time.monotonic() + 5
    while thread.is_alive() and not database.rows(WAITING) and time.monotonic() < ends:
        time.sleep(0.01)


def let_the_pens_lie_first(database):
    """Change the mugs until their row lies behind that of the pens: a change gives a new place.

    ANALYZE tells PostgreSQL how small the table is: it reads the rows then as they lie.
    """
    first = "SELECT id FROM products ORDER BY ctid LIMIT 1"
    while database.rows(first) == [{"id": 1}]:
        database.execute("UPDATE products SET stock = stock WHERE id = 1")
    database.execute("ANALYZE products")


def test_an_order_refers_to_its_products(shop, database):
    """Orders, items and products are related: each item belongs to an order and names a product by
    its id, with SKU and price as they were. What changes later changes no order."""
    created = order(shop, ("PEN-0007", 1), ("MUG-0042", 2))
    assert created.status_code == 201
    rows = database.rows(
        "SELECT order_id, product_id, quantity, unit_price_cents AS price FROM order_items"
        " ORDER BY position"
    )
    order_id = created.json()["id"]
    assert rows == [
        {"order_id": order_id, "product_id": 2, "quantity": 1, "price": 2400},
        {"order_id": order_id, "product_id": 1, "quantity": 2, "price": 1250},
    ]
    shop.put(f"{PRODUCTS}/1", json=MUG | {"sku": "MUG-0043", "price_cents": 1})
    assert shop.get(created.headers["location"]).json() == created.json()


def test_an_order_is_all_or_nothing(shop, database):
    """A transaction is atomic: when one item cannot be had, the answer is 409 and nothing of the
    order is stored, no piece is taken."""
    assert order(shop, ("MUG-0042", 1), ("PEN-0007", 4)).status_code == 409
    assert order(shop, ("MUG-0042", 1), ("ZZZ-0000", 1)).status_code == 422
    assert stock(database) == {"MUG-0042": 10, "PEN-0007": 3}
    assert (database.count("orders"), database.count("order_items")) == (0, 0)


def test_the_same_sku_twice_is_one_item(shop, database):
    """A SKU that is named twice is one item with the sum, so that the stock is asked for all of
    them together."""
    answer = order(shop, ("PEN-0007", 1), ("PEN-0007", 2)).json()
    assert [item["quantity"] for item in answer["items"]] == [3]
    assert order(shop, ("MUG-0042", 6), ("MUG-0042", 5)).status_code == 409
    assert stock(database) == {"MUG-0042": 10, "PEN-0007": 0}


def test_who_comes_second_sees_what_the_first_has_taken(shop, database):
    """Transactions are isolated: while another one is about to take the last pens, an order for
    them waits. After that one's commit it is refused with 409, and the stock is right."""
    other = database.connect()
    other.execute("UPDATE products SET stock = stock - 2 WHERE id = 2")
    thread, answers = in_background(lambda: order(shop, ("PEN-0007", 2)))
    wait_until_blocked(database, thread)
    assert answers == [], "the order did not wait for the other transaction"
    other.commit()
    thread.join(5)
    assert [answer.status_code for answer in answers] == [409], (
        "two pens were ordered while another transaction was about to take two of the three"
    )
    assert stock(database)["PEN-0007"] == 1
    assert database.count("orders") == 0


def test_who_waits_gets_what_the_other_gives_up(shop, database):
    """When the other transaction is rolled back, the order that has waited gets its pieces."""
    other = database.connect()
    other.execute("UPDATE products SET stock = 0 WHERE id = 2")
    thread, answers = in_background(lambda: order(shop, ("PEN-0007", 3)))
    wait_until_blocked(database, thread)
    other.rollback()
    thread.join(5)
    assert [answer.status_code for answer in answers] == [201]
    assert stock(database)["PEN-0007"] == 0


def test_many_at_once_get_no_more_than_there_is(shop, database):
    """Twelve orders at the same time for the last ten mugs: ten are placed, two refused with 409,
    and the stock is 0, not less."""
    with ThreadPoolExecutor(12) as threads:
        answers = list(threads.map(lambda _: order(shop, ("MUG-0042", 1)), range(12)))
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses == [201] * 10 + [409] * 2
    assert stock(database)["MUG-0042"] == 0
    assert database.count("orders") == 10


@pytest.mark.parametrize("how", ["placed", "cancelled", "removed"])
def test_locks_are_taken_in_one_order(shop, database, how):
    """No deadlock: an order that is placed, cancelled or removed locks its products by their ids,
    in whatever order the items are named and the rows lie in the table. Who waits for the product
    with the smaller id holds none of the others."""
    items = (("PEN-0007", 1), ("MUG-0042", 1))
    address = order(shop, *items).headers["location"]
    cancel = {"status": "cancelled"}
    actions = {
        "placed": lambda: order(shop, *items),
        "cancelled": lambda: shop.patch(address, json=cancel),
        "removed": lambda: shop.delete(address),
    }
    let_the_pens_lie_first(database)
    other = database.connect()
    other.execute("SELECT FROM products WHERE id = 1 FOR UPDATE")
    thread, answers = in_background(actions[how])
    wait_until_blocked(database, thread)
    assert answers == [], "the request did not wait for the mugs, which another one holds"
    other.execute("SET LOCAL lock_timeout = '300ms'")
    try:
        other.execute("SELECT FROM products WHERE id = 2 FOR UPDATE")
    except psycopg.errors.LockNotAvailable:
        pytest.fail("the request holds pens while it waits for mugs: two such wait for ever")
    other.commit()
    thread.join(5)
    expected = {"placed": 201, "cancelled": 200, "removed": 204}[how]
    assert [answer.status_code for answer in answers] == [expected]


def test_an_order_holds_up_nobody_who_only_refers_to_a_product(shop, database):
    """The lock is no stronger than it must be: while an order holds a product, others can write
    rows that refer to it, such as a review."""
    database.execute("INSERT INTO users (email, name) VALUES ('ada@example.com', 'Ada')")
    other = database.connect()
    other.execute("SELECT FROM products WHERE id = 2 FOR UPDATE")
    thread, answers = in_background(lambda: order(shop, ("MUG-0042", 1), ("PEN-0007", 1)))
    wait_until_blocked(database, thread)  # it has locked the mugs, and waits for the pens
    other.execute("SET LOCAL lock_timeout = '300ms'")
    try:
        other.execute(
            "INSERT INTO reviews (product_id, author_id, rating, text)"
            " SELECT 1, id, 5, '' FROM users"
        )
    except psycopg.errors.LockNotAvailable:
        pytest.fail("nobody can review the mugs while an order holds them: its lock is too strong")
    other.commit()
    thread.join(5)
    assert [answer.status_code for answer in answers] == [201]


def test_a_cancelled_order_gives_its_pieces_back_once(shop, database):
    """Two who cancel the same order at the same time: one is answered with 200, the other with 409,
    and the pieces come back once."""
    address = order(shop, ("MUG-0042", 4)).headers["location"]
    with ThreadPoolExecutor(2) as threads:
        cancel = {"status": "cancelled"}
        answers = list(threads.map(lambda _: shop.patch(address, json=cancel), range(2)))
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert stock(database)["MUG-0042"] == 10


def test_a_status_cannot_be_changed_by_two(shop, database):
    """While another transaction marks an order as shipped, a request to cancel it waits, and is
    then refused with 409; the pieces do not come back."""
    address = order(shop, ("MUG-0042", 4)).headers["location"]
    shop.patch(address, json={"status": "paid"})
    other = database.connect()
    other.execute("UPDATE orders SET status = 'shipped'")
    thread, answers = in_background(lambda: shop.patch(address, json={"status": "cancelled"}))
    wait_until_blocked(database, thread)
    other.commit()
    thread.join(5)
    assert [answer.status_code for answer in answers] == [409]
    assert shop.get(address).json()["status"] == "shipped"
    assert stock(database)["MUG-0042"] == 6


def test_items_go_with_their_order(shop, database):
    """Cascade: DELETE removes an order and its items. One that was under way gives its pieces back,
    one that was shipped or cancelled does not."""
    first, second = (order(shop, ("MUG-0042", 2)).headers["location"] for _ in range(2))
    for status in ("paid", "shipped"):
        shop.patch(second, json={"status": status})
    assert [shop.delete(address).status_code for address in (first, second, second)] == [
        204,
        204,
        404,
    ]
    assert (database.count("orders"), database.count("order_items")) == (0, 0)
    assert stock(database)["MUG-0042"] == 8


def test_a_product_that_was_removed_cannot_be_ordered(shop, database):
    """A removed product is unknown to a new order (422); an order from before keeps it, and gives
    its pieces back when it is cancelled."""
    address = order(shop, ("PEN-0007", 2)).headers["location"]
    shop.delete(f"{PRODUCTS}/2")
    assert order(shop, ("PEN-0007", 1)).status_code == 422
    assert shop.get(address).json()["items"][0]["sku"] == "PEN-0007"
    assert shop.patch(address, json={"status": "cancelled"}).status_code == 200
    assert stock(database)["PEN-0007"] == 3
