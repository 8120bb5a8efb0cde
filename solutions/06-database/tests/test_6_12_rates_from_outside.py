"""6.12 Rates from outside."""

import json
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from fastapi.testclient import TestClient

PRICE = "/api/v1/products/1/price"
RATES = {"base": "EUR", "rates": {"USD": "1.1000", "GBP": "0.8000", "JPY": "170.25"}}


class Stub:
    """A service of rates on this machine that answers what a test has planned, then RATES."""

    def __init__(self):
        self.planned = []
        self.asked = []
        self.released = threading.Event()
        """Until then what is slow is not answered."""
        stub = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                stub.asked.append(self.path)
                answer = stub.planned.pop(0) if stub.planned else (200, RATES)
                if answer == "slow":
                    stub.released.wait(20)
                    answer = (200, RATES)
                status, body = answer
                content = body if isinstance(body, bytes) else json.dumps(body).encode()
                self.send_response(status)
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def close(self):
        self.released.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def stub():
    """The outside service."""
    made = Stub()
    yield made
    made.close()


@pytest.fixture
def shop(database):
    """Open a shop with one product of 12.50 EUR that asks a service of rates."""
    from app.core.config import Settings
    from app.main import create_app

    opened = []

    def open_shop(url, **settings):
        app = create_app(
            Settings(
                database_url=database.url,
                **{"rates_url": url, "rates_timeout_seconds": 3} | settings,
            )
        )
        opened.append(TestClient(app, raise_server_exceptions=False))
        return opened[-1].__enter__()

    database.execute(
        "INSERT INTO products (sku, name, price_cents, currency, stock)"
        " VALUES ('MUG-0042', 'Blue mug', 1250, 'EUR', 10)"
    )
    yield open_shop
    for client in opened:
        client.__exit__(None, None, None)


def price(client, currency="USD", path=PRICE):
    """Ask for a price, and return the answer."""
    return client.get(path, params={"currency": currency})


def test_a_price_is_converted(shop, stub, database):
    """GET /api/v1/products/{id}/price?currency=USD asks the outside service for its rates (GET
    /latest) and answers sku, price_cents (rounded to a cent, half a cent up), currency and rate.
    Currencies that the shop does not take do no harm."""
    client = shop(stub.url)
    answer = price(client)
    assert answer.status_code == 200
    body = answer.json()
    assert (body["sku"], body["price_cents"], body["currency"]) == ("MUG-0042", 1375, "USD")
    assert float(body["rate"]) == 1.1
    assert stub.asked == ["/latest"]
    for cents, converted in ((999, 1099), (15, 17)):  # 1098.9 and 16.5
        database.execute("UPDATE products SET price_cents = %s", cents)
        assert price(client).json()["price_cents"] == converted


def test_rates_between_other_currencies_are_worked_out(shop, stub, database):
    """The service knows how much one euro is: from pounds to dollars it is the one rate divided by
    the other; from a currency to itself it is 1."""
    database.execute("UPDATE products SET currency = 'GBP', price_cents = 800")
    client = shop(stub.url)
    assert price(client, "USD").json()["price_cents"] == 1100
    assert price(client, "EUR").json()["price_cents"] == 1000
    assert price(client, "GBP").json()["price_cents"] == 800


def test_a_passing_fault_is_tried_again(shop, stub):
    """A fault that may pass (503, 429, a connection that breaks) is tried again, after a pause,
    three times in all: the visitor does not notice."""
    stub.planned = [(503, {}), (429, {})]
    assert price(shop(stub.url)).status_code == 200
    assert len(stub.asked) == 3


def test_a_slow_answer_is_not_waited_for(shop, stub):
    """Each step of a request to the service has a time limit, `rates_timeout_seconds`; a slow
    answer is not waited for but tried again."""
    stub.planned = ["slow"]
    assert price(shop(stub.url, rates_timeout_seconds=0.5)).status_code == 200
    assert not stub.released.is_set()
    assert len(stub.asked) >= 2, "the slow answer was waited for"


def test_a_service_that_stays_away_is_503(shop, stub):
    """When all attempts fail, the answer is 503 with `Retry-After`; the service is asked three
    times and not for ever. A service that nobody can reach is the same."""
    stub.planned = [(500, {})] * 20
    answer = price(shop(stub.url))
    assert (answer.status_code, len(stub.asked)) == (503, 3)
    assert answer.headers["content-type"] == "application/problem+json"
    assert int(answer.headers["retry-after"]) >= 1
    with socket.create_server(("127.0.0.1", 0)) as listener:
        nobody = f"http://127.0.0.1:{listener.getsockname()[1]}"
    assert price(shop(nobody)).status_code == 503


def test_nonsense_is_a_bad_gateway(shop, stub):
    """What the service answers is checked like any input: nonsense, a rate that is missing, a
    status that trying again does not mend, are answered with 502, after one attempt."""
    nonsense = (
        (200, b"<html>Maintenance</html>"),
        (200, {"base": "EUR", "rates": {"USD": "a lot"}}),
        (200, {"base": "EUR", "rates": {"USD": "-1"}}),
        (200, {"base": "EUR", "rates": {"USD": "NaN"}}),
        (200, {"base": "EUR", "rates": {"USD": "1e300"}}),
        (200, {"base": "EUR", "rates": {"GBP": "0.8"}}),
        (200, b"[1]"),
        (404, {}),
    )
    client = shop(stub.url)
    for number, planned in enumerate(nonsense, start=1):
        stub.planned = [planned]
        answer = price(client)
        assert answer.status_code == 502, f"the service answers {planned}"
        assert answer.headers["content-type"] == "application/problem+json"
        assert len(stub.asked) == number, f"the service answers {planned}"


def test_no_connection_waits_for_the_service(shop, stub, database):
    """While the outside service is waited for, no connection of the pool is held: with a single
    one, another request is answered meanwhile."""
    one = {"pool_size": 1, "pool_max_overflow": 0, "pool_timeout_seconds": 1}
    client = shop(stub.url, rates_timeout_seconds=9, **one)
    stub.planned = ["slow"]
    answers = []
    call = threading.Thread(target=lambda: answers.append(price(client)))
    call.start()
    while not stub.asked and call.is_alive():
        time.sleep(0.01)
    other = client.get("/api/v1/products/1").status_code
    assert other == 200, "the other request found no connection while the service was waited for"
    assert not answers
    stub.released.set()
    call.join(9)
    assert [answer.status_code for answer in answers] == [200]
    assert database.rows("SELECT count(*) AS rows FROM products") == [{"rows": 1}]


def test_an_unknown_product_asks_nobody(shop, stub):
    """An id that no product has is answered with 404, an unknown currency with 422, and the service
    is not asked."""
    client = shop(stub.url)
    assert price(client, path="/api/v1/products/999/price").status_code == 404
    assert price(client, "JPY").status_code == 422
    assert stub.asked == []


def test_without_a_service_there_is_no_operation(client):
    """Without `RATES_URL` the operation is not offered at all."""
    assert "/api/v1/products/{product_id}/price" not in client.get("/openapi.json").json()["paths"]
