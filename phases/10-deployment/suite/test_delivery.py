"""The carrier's client against a stub: a carrier of our own, which answers what a test wants."""

import json
from collections.abc import Callable

import httpx2
import pytest

from app.delivery import Carrier, CarrierBroken, CarrierUnavailable, NotDelivered
from app.domain.money import Money

QUOTE = {"price_cents": 490, "currency": "EUR", "days": 2}
Handler = Callable[[httpx2.Request], httpx2.Response]


class Stub:
    """Answers the next of some answers to each request, the last one ever after; remembers all."""

    def __init__(self, *answers: httpx2.Response | type[httpx2.TransportError]) -> None:
        self.answers = list(answers)
        self.requests: list[httpx2.Request] = []
        self.pauses: list[float] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, httpx2.Response):
            return answer
        raise answer("as the test wants it", request=request)

    def carrier(self, attempts: int = 3) -> Carrier:
        client = httpx2.Client(
            base_url="http://carrier.test", transport=httpx2.MockTransport(self), trust_env=False
        )
        return Carrier(client, attempts=attempts, pause=0.5, sleep=self.pauses.append)


def ok(**fields: object) -> httpx2.Response:
    return httpx2.Response(200, json=QUOTE | fields)


def test_a_quote() -> None:
    stub = Stub(ok())
    quote = stub.carrier().quote("DE", 750)
    assert (quote.price, quote.days) == (Money(490), 2)
    (request,) = stub.requests
    assert (request.method, request.url.path) == ("POST", "/quotes")
    assert json.loads(request.content) == {"country": "DE", "grams": 750}


def test_the_currency_is_the_carriers() -> None:
    assert Stub(ok(currency="GBP")).carrier().quote("GB", 1).price == Money(490, "GBP")


@pytest.mark.parametrize(
    "trouble",
    [
        httpx2.ConnectError,
        httpx2.ReadTimeout,
        httpx2.RemoteProtocolError,
        httpx2.Response(503),
        httpx2.Response(500),
        httpx2.Response(429),
    ],
    ids=str,
)
def test_what_may_pass_is_tried_again(
    trouble: httpx2.Response | type[httpx2.TransportError],
) -> None:
    stub = Stub(trouble, trouble, ok())
    assert stub.carrier().quote("DE", 1).days == 2
    assert len(stub.requests) == 3


def test_pauses_grow() -> None:
    stub = Stub(httpx2.ReadTimeout)
    with pytest.raises(CarrierUnavailable):
        stub.carrier(attempts=4).quote("DE", 1)
    assert stub.pauses == [0.5, 1.0, 2.0]
    assert len(stub.requests) == 4


def test_a_first_answer_needs_no_pause() -> None:
    stub = Stub(ok())
    stub.carrier().quote("DE", 1)
    assert stub.pauses == []


@pytest.mark.parametrize("status", [400, 401, 418])
def test_what_will_not_pass_is_not_tried_again(status: int) -> None:
    stub = Stub(httpx2.Response(status))
    with pytest.raises(CarrierBroken):
        stub.carrier().quote("DE", 1)
    assert len(stub.requests) == 1


def test_where_nothing_is_delivered() -> None:
    stub = Stub(httpx2.Response(404))
    with pytest.raises(NotDelivered):
        stub.carrier().quote("AQ", 1)
    assert len(stub.requests) == 1


@pytest.mark.parametrize(
    "answer",
    [
        httpx2.Response(200, text="<html>Welcome</html>"),
        httpx2.Response(200, json=[]),
        httpx2.Response(200, json={"price_cents": 490}),
        ok(price_cents=-1),
        ok(price_cents="4.90"),
        ok(days=None),
        ok(currency="gold"),
    ],
    ids=lambda answer: answer.text,
)
def test_what_is_no_quote_is_refused(answer: httpx2.Response) -> None:
    with pytest.raises(CarrierBroken):
        Stub(answer).carrier().quote("DE", 1)
