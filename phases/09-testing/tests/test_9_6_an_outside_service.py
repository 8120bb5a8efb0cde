"""9.6 An outside service."""

import json

import httpx2
import pytest

SUITE = "suite/test_delivery.py"
MINE = ("app/delivery.py",)
QUOTE = {"price_cents": 490, "currency": "EUR", "days": 2}


class Stub:
    """A carrier that answers what it is told to, the last answer again and again."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.requests = []
        self.pauses = []

    def __call__(self, request):
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, type):
            raise answer("as the test wants it", request=request)
        return httpx2.Response(answer) if isinstance(answer, int) else answer

    def carrier(self, attempts=3):
        from app.delivery import Carrier

        transport = httpx2.MockTransport(self)
        client = httpx2.Client(
            base_url="http://carrier.test/v1", transport=transport, trust_env=False
        )
        return Carrier(client, attempts=attempts, pause=0.5, sleep=self.pauses.append)


def ok(**fields):
    return httpx2.Response(200, json=QUOTE | fields)


def packed():
    """An answer that says of other bytes that they are gzip; it is read by who asked."""
    bytes_of_it = iter([b"no gzip"])
    return httpx2.Response(200, headers={"Content-Encoding": "gzip"}, content=bytes_of_it)


def test_a_parcel_is_quoted():
    """`Carrier.quote("DE", 750)` sends POST `/quotes`, below the client's `base_url`, with
    `{"country": "DE", "grams": 750}`, and returns the Quote that the carrier answers with 200."""
    stub = Stub(ok(currency="GBP"))
    quote = stub.carrier().quote("DE", 750)
    assert (quote.price_cents, quote.currency, quote.days) == (490, "GBP", 2)
    (request,) = stub.requests
    assert (request.method, request.url.path) == ("POST", "/v1/quotes")
    assert json.loads(request.content) == {"country": "DE", "grams": 750}
    assert stub.pauses == [], "these are the pauses; an answer that is good needs none"


@pytest.mark.parametrize(
    "trouble",
    [httpx2.ConnectError, httpx2.ReadTimeout, httpx2.RemoteProtocolError, 429, 500, 502, 503, 504],
)
def test_what_may_pass_is_tried_again(trouble):
    """A service that is gone, too slow or broken off (each `httpx2.TransportError`), and the
    statuses in RETRIED, are tried again, after a pause of `pause` seconds, then of twice as many,
    and so on. After `attempts` attempts in all there is a CarrierUnavailable."""
    stub = Stub(trouble, trouble, ok())
    assert stub.carrier().quote("DE", 1).days == 2
    assert stub.pauses == [0.5, 1.0], "these are the pauses of three attempts, with pause=0.5"
    stub = Stub(trouble)
    from app.delivery import CarrierUnavailable

    with pytest.raises(CarrierUnavailable):
        stub.carrier(attempts=4).quote("DE", 1)
    assert len(stub.requests) == 4, "so many requests were sent, with attempts=4"
    assert stub.pauses == [0.5, 1.0, 2.0], "these are the pauses of four attempts, with pause=0.5"


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (404, "NotDelivered"),
        (400, "CarrierBroken"),
        (401, "CarrierBroken"),
        (302, "CarrierBroken"),
        (httpx2.Response(200, text="<html>Welcome</html>"), "CarrierBroken"),
        (httpx2.Response(200, json=[QUOTE]), "CarrierBroken"),
        (httpx2.Response(200, json={"price_cents": 490}), "CarrierBroken"),
        (ok(price_cents=-1), "CarrierBroken"),
        (ok(price_cents="490"), "CarrierBroken"),
        (ok(currency="gold"), "CarrierBroken"),
        (packed(), "CarrierBroken"),
    ],
)
def test_what_will_not_pass_is_told_at_once(answer, error):
    """404 is a NotDelivered: the carrier does not go there. Every other status, and 200 with
    something that is no Quote or cannot even be unpacked (a `httpx2.RequestError` that is no
    TransportError), is a CarrierBroken. Neither is tried again."""
    from app import delivery

    stub = Stub(answer)
    with pytest.raises(getattr(delivery, error)):
        stub.carrier().quote("AQ", 1)
    assert len(stub.requests) == 1, "so many requests were sent, and one was enough"


def test_the_tests_pass_on_your_client(own_tests):
    """`suite/test_delivery.py` tests the client without a network and without waiting: against a
    stub that mocks the external service, by `httpx2.MockTransport`, with a `sleep` that only writes
    down. All tests pass on your own client."""
    own_tests(SUITE, mine=MINE).must_pass()


def test_the_tests_catch_what_is_broken(own_tests):
    """They catch every broken client.

    * What is sent: method, path, country, grams.
    * The price is in the carrier's currency.
    * Which troubles are tried again (a timeout, a broken connection, 429, 503), and which are not
      (400).
    * How often, and after which pauses; there is none before the first attempt.
    * Which exception ends it: NotDelivered, CarrierBroken or CarrierUnavailable.
    """
    own_tests(SUITE, mine=MINE).must_catch_every_broken_api()


def test_the_tests_accept_other_correct_clients(own_tests):
    """They accept a client that is written otherwise: they look at the requests that arrive at the
    stub, not at how they are made."""
    own_tests(SUITE, mine=MINE).must_accept_every_variant()
