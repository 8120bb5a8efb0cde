"""8.12 Waiting without a thread."""

import asyncio
import json
from contextlib import asynccontextmanager

import httpx2
import pytest

from apps import add_products, log_in, new_app, started

NEWS = "/api/v1/news"
EXPORT = "/api/v1/exports/products"


@pytest.fixture
def staff(client, database):
    """An administrator's login."""
    return log_in(client, database, admin=True)


def texts(answer):
    """What a list of news says."""
    return [item["text"] for item in answer.json()["items"]]


def test_news_are_answered_in_their_order(client, staff):
    """POST /api/v1/news answers 201 with the announcement and its id, GET answers
    `{"items": […]}`, the oldest first; `?after=` leaves out what the client knows."""
    first = client.post(NEWS, json={"text": "New: tea."}, headers=staff)
    assert first.status_code == 201
    assert first.json() == {"id": first.json()["id"], "text": "New: tea."}
    client.post(NEWS, json={"text": "New: pots."}, headers=staff)
    assert texts(client.get(NEWS)) == ["New: tea.", "New: pots."]
    assert texts(client.get(NEWS, params={"after": first.json()["id"]})) == ["New: pots."]


def test_only_the_shop_announces(client, database, staff):
    """Everybody may read the news. To announce needs the permission to change the catalogue: 401
    without a login, 403 for a customer. A text is 1 to 200 characters without control
    characters."""
    customer = log_in(client, database, "Bob")
    assert client.post(NEWS, json={"text": "Hi"}).status_code == 401
    assert client.post(NEWS, json={"text": "Hi"}, headers=customer).status_code == 403
    for text in ("", "x" * 201, "a\x00b", 7):
        assert client.post(NEWS, json={"text": text}, headers=staff).status_code == 422
    assert client.get(NEWS).json() == {"items": []}


def test_a_wait_without_news_ends(client):
    """With `?wait=0.05` a client that knows everything waits for so many seconds, and is answered
    with an empty list when nothing came. More than 30 seconds, or less than 0, is answered with
    422."""
    answer = client.get(NEWS, params={"wait": 0.05})
    assert (answer.status_code, answer.json()) == (200, {"items": []})
    for wait in ("31", "-1", "nan", "long"):
        assert client.get(NEWS, params={"wait": wait}).status_code == 422


def test_who_knows_less_does_not_wait(client, staff):
    """When there are news that the client does not know, it is answered at once."""
    client.post(NEWS, json={"text": "New: tea."}, headers=staff)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio.Condition, "wait", never)
        assert texts(client.get(NEWS, params={"wait": 30})) == ["New: tea."]


async def never(_self):
    """Stand in for waiting where nobody should wait."""
    pytest.fail("It waited although there were news.", pytrace=False)


def test_a_hundred_may_wait_at_the_same_time(server, client, staff):
    """A hundred clients wait for the next announcement, far more than there are threads, and the
    application still answers others. As soon as something is announced all of them are answered
    with it."""

    async def wait_together():
        limits = httpx2.Limits(max_connections=110)
        async with httpx2.AsyncClient(base_url=server.url, limits=limits, timeout=20) as crowd:
            waiting = [
                asyncio.create_task(crowd.get(NEWS, params={"wait": 15})) for _ in range(100)
            ]
            async with within(
                5, "While a hundred clients waited, the application answered nobody."
            ):
                assert (await crowd.get("/api/v1/products")).status_code == 200
                assert not any(task.done() for task in waiting)
            async with within(5, "While a hundred clients waited, nothing could be announced."):
                await crowd.post(NEWS, json={"text": "New: tea."}, headers=staff)
            async with within(5, "Those who waited were not answered after the announcement."):
                return await asyncio.gather(*waiting)

    answers = asyncio.run(wait_together())
    assert client.get("/health").status_code == 200
    assert [texts(answer) for answer in answers] == [["New: tea."]] * 100


@asynccontextmanager
async def within(seconds, otherwise):
    """Fail, with this sentence, what takes longer."""
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError:
        pytest.fail(otherwise, pytrace=False)


def test_waiting_holds_no_connection(server, client, database):
    """Who waits holds no connection of the database: while sixty clients wait, no transaction is
    open."""

    async def wait_together():
        limits = httpx2.Limits(max_connections=70)
        async with httpx2.AsyncClient(base_url=server.url, limits=limits, timeout=20) as crowd:
            waiting = [
                asyncio.create_task(crowd.get(NEWS, params={"wait": 0.5})) for _ in range(60)
            ]
            await crowd.get("/health")
            opened = await asyncio.to_thread(open_transactions, database)
            return opened, {answer.status_code for answer in await asyncio.gather(*waiting)}

    assert asyncio.run(wait_together()) == (0, {200})
    assert client.get("/health").status_code == 200


def open_transactions(database):
    """How many connections of applications are inside a transaction."""
    sql = (
        "SELECT count(*) AS rows FROM pg_stat_activity WHERE datname = current_database()"
        " AND application_name = 'storefront' AND state <> 'idle'"
    )
    return database.rows(sql)[0]["rows"]


def test_the_news_belong_to_one_application(database):
    """There is one board for all requests of an application: the lifespan makes it, and another
    application has another one."""
    with started(new_app()) as one, started(new_app()) as other:
        staff = log_in(one, database, admin=True)
        one.post(NEWS, json={"text": "New: tea."}, headers=staff)
        assert texts(one.get(NEWS)) == ["New: tea."]
        assert texts(other.get(NEWS)) == []


def test_an_export_is_a_line_for_each_product(client, database):
    """GET /api/v1/exports/products streams all products on sale, the oldest first, as JSON Lines
    (application/jsonl): each line is a product as the API answers it."""
    ids = add_products(database, *({"sku": f"SKU-{number:04}"} for number in range(250)))
    answer = client.get(EXPORT)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("application/jsonl")
    products = [json.loads(line) for line in answer.text.splitlines()]
    assert [product["id"] for product in products] == ids
    assert products[0] == client.get(f"/api/v1/products/{ids[0]}").json()


def test_an_export_reads_while_it_writes(client, database):
    """The rows are fetched while the lines are sent, with a cursor of the database, and not all of
    them before the first line; when the export has ended, its transaction is over."""
    add_products(database, *({"sku": f"SKU-{number:04}"} for number in range(250)))
    assert len(client.get(EXPORT).text.splitlines()) == 250
    assert open_transactions(database) == 0
