"""8.2 Middleware of your own."""

import asyncio
import re
from uuid import UUID

import httpx2

from apps import Clock, new_app, started

HEALTH = "/health"


def test_the_id_of_a_request_comes_back(client):
    """A middleware stands around the whole application: the X-Request-ID that a client sends comes
    back in the answer, also when the answer is a 404, a 405 or a 422."""
    for method, path in (
        ("GET", HEALTH),
        ("GET", "/nowhere"),
        ("DELETE", HEALTH),
        ("GET", "/api/v1/products?limit=0"),
    ):
        answer = client.request(method, path, headers={"X-Request-ID": "shop-42.a_B"})
        assert answer.headers.get("x-request-id") == "shop-42.a_B", f"{method} {path}"


def test_a_request_without_an_id_gets_a_new_one(client):
    """A request without X-Request-ID gets a new random UUID."""
    ids = [client.get(HEALTH).headers["x-request-id"] for _ in range(2)]
    assert [str(UUID(each)) for each in ids] == ids
    assert ids[0] != ids[1], "two requests have the same id"


def test_an_id_that_is_no_plain_word_is_replaced(client):
    """An X-Request-ID of more than 64 characters, or with anything but ASCII letters, digits, dots,
    hyphens and underscores in it, would do harm in a log: a new UUID takes its place."""
    for wish in ("a" * 65, "two words", "<script>", 'say "hi"', "a;b", "näh", ""):
        answer = client.get(HEALTH, headers={"X-Request-ID": wish.encode()})
        assert answer.status_code == 200
        received = answer.headers["x-request-id"]
        what = f"{wish!r} ({len(wish)} characters)"
        assert received != wish, f"{what} was taken as it came"
        assert str(UUID(received)) == received


def test_an_operation_knows_the_id_of_its_own_request():
    """The middleware adds to the request: an operation reads its id in `request.state.request_id`,
    and code that has no request in the context variable `current_request_id`; two requests that
    are answered at the same time do not mix them up."""
    from app.middleware.request_id import current_request_id
    from fastapi import Request

    app = new_app()
    both_are_here = asyncio.Barrier(2)

    @app.get("/test/id")
    async def read_id(request: Request) -> list[str | None]:
        await both_are_here.wait()
        return [request.state.request_id, current_request_id.get()]

    async def ask_twice():
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://testserver") as client:
            ids = ("first", "second")
            return await asyncio.gather(
                *(client.get("/test/id", headers={"X-Request-ID": each}) for each in ids)
            )

    answers = asyncio.run(asyncio.wait_for(ask_twice(), 5))
    assert [answer.json() for answer in answers] == [["first", "first"], ["second", "second"]]
    assert [answer.headers["x-request-id"] for answer in answers] == ["first", "second"]


def test_the_time_is_told_in_milliseconds():
    """The time from the request until the answer begins stands in the header Server-Timing, in
    milliseconds, as `app;dur=250.0`. It is measured with the clock that `create_app` is given."""
    clock = Clock()
    app = new_app(clock)

    @app.get("/test/slow")
    def work() -> str:
        clock.wait(0.25)
        return "done"

    with started(app) as client:
        assert duration(client.get("/test/slow")) == 250
        assert duration(client.get("/nowhere")) == 0


def test_each_request_is_timed_by_itself():
    """Requests that are answered at the same time do not mix their times up: a quick one that comes
    and goes while a slow one is worked on has its own time, and the slow one the whole."""
    clock = Clock()
    app = new_app(clock)
    slow_is_here, quick_is_done = asyncio.Event(), asyncio.Event()

    @app.get("/test/slow")
    async def work() -> str:
        slow_is_here.set()
        await quick_is_done.wait()
        return "done"

    async def ask_both():
        transport = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://testserver") as client:
            slow = asyncio.create_task(client.get("/test/slow"))
            await slow_is_here.wait()
            clock.wait(0.25)
            quick = await client.get("/nowhere")
            quick_is_done.set()
            return await slow, quick

    slow, quick = asyncio.run(asyncio.wait_for(ask_both(), 5))
    assert duration(quick) == 0, "the quick request, while the slow one was worked on"
    assert duration(slow) == 250, "the slow request, after a quick one came and went"


def duration(answer):
    """The milliseconds of the entry `app` in Server-Timing."""
    found = re.search(r"\bapp;dur=([0-9.]+)", answer.headers.get("server-timing", ""))
    assert found, "there is no app;dur=… in Server-Timing"
    return float(found[1])


def test_an_answer_passes_piece_by_piece():
    """What is made piece by piece is sent piece by piece: no middleware holds an answer back until
    it is complete."""
    from fastapi.responses import StreamingResponse

    app = new_app()
    events = []

    async def pieces():
        for number in (1, 2):
            events.append(f"made {number}")
            yield f"{number}\n".encode()

    @app.get("/test/stream")
    async def stream() -> StreamingResponse:
        return StreamingResponse(pieces(), media_type="application/octet-stream")

    async def receive():
        await asyncio.sleep(0)
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        if message["type"] == "http.response.body" and message.get("body"):
            events.append(f"sent {message['body'].decode().strip()}")

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": "/test/stream",
        "raw_path": b"/test/stream",
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"testserver")],
        "client": ("10.0.0.1", 50000),
        "server": ("testserver", 80),
        "state": {},
    }
    asyncio.run(asyncio.wait_for(app(scope, receive, send), 5))
    assert events == ["made 1", "sent 1", "made 2", "sent 2"]
