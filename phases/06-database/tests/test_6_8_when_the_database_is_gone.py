"""6.8 When the database is gone."""

import threading
import time
from contextlib import contextmanager

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

PRODUCTS = "/api/v1/products"
ORDERS = "/api/v1/orders"
MUG = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250, "stock": 10}
WAITING = (
    "SELECT pid FROM pg_stat_activity"
    " WHERE wait_event_type = 'Lock' AND datname = current_database()"
)
ORDER = {"items": [{"sku": "MUG-0042", "quantity": 1}]}


@pytest.fixture
def shop(database):
    """Open a shop with one product, with settings of its own; answers a client of it."""
    from app.core.config import Settings
    from app.main import create_app

    opened = []

    def open_shop(**settings):
        app = create_app(Settings(database_url=database.url, **settings))
        opened.append(TestClient(app, raise_server_exceptions=False))
        return opened[-1].__enter__()

    database.execute(
        "INSERT INTO products (sku, name, price_cents, currency, stock)"
        " VALUES ('MUG-0042', 'Blue mug', 1250, 'EUR', 10)"
    )
    yield open_shop
    for client in opened:
        client.__exit__(None, None, None)


def assert_is_problem(answer, status):
    """Check that an answer is a problem document with a status."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


def assert_is_unavailable(answer):
    """Check that an answer says: not now, try again."""
    assert_is_problem(answer, 503)
    assert int(answer.headers["retry-after"]) >= 1


@contextmanager
def locked_products(database):
    """Hold a lock on all products for the length of a block."""
    other = database.connect()
    other.execute("SELECT FROM products FOR UPDATE")
    try:
        yield
    finally:
        other.rollback()


@contextmanager
def waiting_order(client, database):
    """Place an order that waits for a lock as long as the block runs; answers a list which gets its
    answer after that."""
    answers = []
    order = threading.Thread(target=lambda: answers.append(client.post(ORDERS, json=ORDER)))
    try:
        with locked_products(database):
            order.start()
            ends = time.monotonic() + 5
            while not database.rows(WAITING) and order.is_alive() and time.monotonic() < ends:
                time.sleep(0.01)
            yield answers
    finally:
        order.join(5)


def test_a_database_that_is_gone_is_503(shop, database):
    """While the database cannot be reached, reading and writing are answered with 503 as a problem,
    with `Retry-After`: the number of seconds after which it is worth another try."""
    client = shop()
    with database.gone():
        answers = [client.get(PRODUCTS), client.post(ORDERS, json=ORDER)]
    for answer in answers:
        assert_is_unavailable(answer)


def test_it_recovers_by_itself(shop, database):
    """When the database is back, so is the API: the first request is answered as ever, nobody has
    to start anything anew. What needs no database works all the time."""
    client = shop()
    assert client.get(f"{PRODUCTS}/1").status_code == 200
    with database.gone():
        assert_is_unavailable(client.get(f"{PRODUCTS}/1"))
        assert client.get("/health").status_code == 200
    assert client.get(f"{PRODUCTS}/1").json() == MUG | {"id": 1, "currency": "EUR"}


def test_a_connection_that_is_cut_leaves_nothing_half_written(shop, database):
    """A connection that is cut in the middle of a request is answered with 503, and PostgreSQL
    rolls back what was written so far."""
    client = shop()
    with waiting_order(client, database) as answers:
        for connection in database.rows(WAITING):
            database.execute("SELECT pg_terminate_backend(%s, 1000)", connection["pid"])
    assert len(answers) == 1, "the request was not answered within five seconds"
    assert_is_unavailable(answers[0])
    assert database.rows("SELECT stock FROM products") == [{"stock": 10}]
    assert database.count("orders") == 0


def test_a_pool_without_a_free_connection_is_503(shop, database):
    """When all connections of the pool are in use, a request waits `pool_timeout_seconds` for one
    and is then answered with 503; as soon as one is free, everything goes on."""
    client = shop(pool_size=1, pool_max_overflow=0, pool_timeout_seconds=0.2)
    with waiting_order(client, database) as answers:
        assert_is_unavailable(client.get(PRODUCTS))
    assert [answer.status_code for answer in answers] == [201]
    assert client.get(PRODUCTS).status_code == 200


def test_a_statement_that_takes_too_long_is_503(shop, database):
    """A statement that PostgreSQL gives up after `statement_timeout_ms` is answered with 503, and
    nothing of the request is stored."""
    client = shop(statement_timeout_ms=150)
    with locked_products(database):
        assert_is_unavailable(client.patch(f"{PRODUCTS}/1", json={"name": "Red mug"}))
    assert client.get(f"{PRODUCTS}/1").json()["name"] == "Blue mug"


def test_what_breaks_a_rule_of_the_tables_is_a_problem_too(shop, database):
    """What gets past all checks and breaks a rule of a table is the client's: a constraint that
    nobody has thought of is answered with 409, a value that PostgreSQL cannot hold with 422 and
    `errors`, as everywhere. Only a column that was left empty (NOT NULL) is our mistake, and stays
    a 500."""
    from app.db.session import SessionDep
    from app.routers.dependencies import Products

    client = shop()
    database.execute("ALTER TABLE products ADD CONSTRAINT unforeseen CHECK (name <> 'Red mug')")
    try:
        answer = client.patch(f"{PRODUCTS}/1", json={"name": "Red mug"})
    finally:
        database.execute("ALTER TABLE products DROP CONSTRAINT unforeseen")
    assert_is_problem(answer, 409)

    @client.app.post("/probe")
    def write_a_nul(products: Products) -> None:
        products.change(1, {"name": "Red\0mug"})

    answer = client.post("/probe")
    assert_is_problem(answer, 422)
    assert answer.json()["errors"]

    @client.app.post("/probe/empty")
    def forget_the_message(session: SessionDep) -> None:
        session.execute(text("INSERT INTO feedback (email) VALUES ('ada@example.com')"))

    answer = client.post("/probe/empty")
    assert answer.status_code == 500, "no client can mend a column that our statement leaves out"
    assert client.get(f"{PRODUCTS}/1").json()["name"] == "Blue mug"


def test_a_mistake_of_our_own_stays_a_500(shop, database):
    """A statement that is wrong is our mistake, not the client's and not the database's: it is no
    503, for trying again does not help."""
    from app.db.session import SessionDep

    client = shop()

    @client.app.get("/probe")
    def ask_nonsense(session: SessionDep) -> None:
        session.execute(text("SELECT no_such_column FROM products"))

    answer = client.get("/probe")
    assert answer.status_code == 500, "the statement names a column that does not exist"
    assert database.count("products") == 1
