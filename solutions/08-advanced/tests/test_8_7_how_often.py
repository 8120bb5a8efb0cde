"""8.7 How often one may ask."""

import re

import pytest
from fastapi import Depends

from apps import Clock, add_products, log_in, new_app, started

HEALTH = "/health"


def left(answer):
    """What the header RateLimit says: the requests that are left, and the seconds until all are."""
    found = re.search(r";\s*r=(\d+);\s*t=(\d+)", answer.headers.get("ratelimit", ""))
    assert found, "there is no r=…;t=… in RateLimit"
    return int(found[1]), int(found[2])


def statuses(client, number, path=HEALTH, **options):
    """Ask so many times, and return the statuses."""
    return [client.get(path, **options).status_code for _ in range(number)]


def test_an_address_that_asks_too_often_is_refused():
    """With RATE_PER_ADDRESS=3/minute an address may ask three times at once, whatever it asks for;
    the fourth answer is 429, a problem. The middleware refuses before an operation runs."""
    ran = []
    app = new_app(Clock(), rate_per_address="3/minute")

    @app.get("/test/work")
    def work() -> str:
        ran.append("work")
        return "done"

    with started(app) as client:
        assert statuses(client, 2) == [200, 200]
        assert statuses(client, 1, "/nowhere") == [404]
        refused = client.get("/test/work")
    assert refused.status_code == 429
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["status"] == 429
    assert ran == [], "the operation ran although the limit was reached"


def test_without_a_rate_there_is_no_limit():
    """Without RATE_PER_ADDRESS nobody is refused, and there is no RateLimit header."""
    with started(new_app(Clock())) as client:
        assert set(statuses(client, 50)) == {200}
        assert "ratelimit" not in client.get(HEALTH).headers


def test_tokens_come_back_one_by_one():
    """The algorithm is a token bucket: of 4 in 16 seconds one token comes back every 4 seconds.
    After a refusal Retry-After says in how many seconds the next one is there, rounded up."""
    clock = Clock()
    with started(new_app(clock, rate_per_address="4 per 16 seconds")) as client:
        statuses(client, 4)
        assert client.get(HEALTH).headers["retry-after"] == "4"
        clock.wait(3)
        refused = client.get(HEALTH)
        assert (refused.status_code, refused.headers["retry-after"]) == (429, "1")
        clock.wait(1)
        assert statuses(client, 2) == [200, 429]
        clock.wait(8)
        assert statuses(client, 3) == [200, 200, 429]


def test_a_bucket_does_not_overflow():
    """Who was quiet for a week may send as many as the bucket holds, and not one more."""
    clock = Clock()
    with started(new_app(clock, rate_per_address="3/minute")) as client:
        statuses(client, 1)
        clock.wait(7 * 24 * 3600)
        assert statuses(client, 4) == [200, 200, 200, 429]


def test_headers_tell_what_is_left():
    """Each answer tells the limit, `RateLimit-Policy: "address";q=3;w=60`, and what is left of it,
    `RateLimit: "address";r=2;t=20`: r requests now, and all of them again in t seconds."""
    clock = Clock()
    with started(new_app(clock, rate_per_address="3/minute")) as client:
        answers = [client.get(HEALTH) for _ in range(4)]
    assert {each.headers["ratelimit-policy"] for each in answers} == {'"address";q=3;w=60'}
    assert [left(each) for each in answers] == [(2, 20), (1, 40), (0, 60), (0, 60)]


def test_each_address_has_a_limit_of_its_own():
    """Each address is counted by itself: that of the connection. A header X-Forwarded-For, which
    anybody can write, changes nothing."""
    app = new_app(Clock(), rate_per_address="2/minute")
    with started(app, "10.0.0.1") as first, started(app, "10.0.0.2") as second:
        assert statuses(first, 2) == [200, 200]
        assert statuses(first, 1, headers={"X-Forwarded-For": "10.9.9.9"}) == [429]
        assert statuses(second, 2) == [200, 200]


@pytest.mark.parametrize("wrong", ["often", "3/fortnight", "0/minute", "-1/minute"])
def test_a_rate_that_makes_no_sense_stops_the_start(wrong):
    """A rate that cannot be understood is found at the start, and not with the first request."""
    with pytest.raises(ValueError, match="rate_per_address"):
        new_app(rate_per_address=wrong)


ORDERS = "/api/v1/orders"
ORDER = {"items": [{"sku": "MUG-0042", "quantity": 1}]}


def test_a_user_has_limits_too(database):
    """With RATE_PER_USER=2/hour a user may place two orders in any hour: a dependency refuses the
    third with 429 and Retry-After, before anything is done. Other users, and other operations, are
    not concerned."""
    from app.routers.limits import PerUser

    add_products(database, {})
    app = new_app(Clock(), rate_per_user="2/hour")

    @app.get("/test/other", dependencies=[Depends(PerUser("other"))])
    def read_other() -> str:
        return "done"

    with started(app) as client:
        ada, bob = log_in(client, database, "Ada"), log_in(client, database, "Bob")
        placed = [client.post(ORDERS, json=ORDER, headers=ada) for _ in range(3)]
        assert [answer.status_code for answer in placed] == [201, 201, 429]
        assert 1 <= int(placed[2].headers["retry-after"]) <= 3600
        assert client.post(ORDERS, json=ORDER, headers=bob).status_code == 201
        assert client.get(ORDERS, headers=ada).json()["total"] == 2
        assert client.get("/test/other", headers=ada).status_code == 200, "another policy"
    assert database.count("orders") == 3


def test_answers_tell_what_a_user_has_left(database):
    """The answers to an order tell what is left: `RateLimit-Policy: "orders";q=2;w=3600` and
    `RateLimit: "orders";r=1;t=3600`. The seconds are those until the oldest order is an hour
    old."""
    add_products(database, {})
    with started(new_app(Clock(), rate_per_user="2/hour")) as client:
        staff = log_in(client, database, admin=True)
        answers = [client.post(ORDERS, json=ORDER, headers=staff) for _ in range(3)]
    assert {each.headers["ratelimit-policy"] for each in answers} == {'"orders";q=2;w=3600'}
    assert [left(each)[0] for each in answers] == [1, 0, 0]
    assert all(3590 <= left(each)[1] <= 3600 for each in answers)
