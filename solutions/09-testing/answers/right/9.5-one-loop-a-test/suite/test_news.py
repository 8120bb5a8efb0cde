"""News, and clients who wait for them."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import httpx2

from app.auth.dependencies import identify
from app.auth.permissions import Permission
from app.auth.principal import Principal
from app.db.tables import UserRow
from app.main import create_app

NEWS = "/api/v1/news"


def run(story: Callable[[httpx2.AsyncClient], Awaitable[None]]) -> None:
    """Tell a story with a shop of its own, in which everybody may announce."""
    app = create_app()
    user = UserRow(id=1, email="a@example.com", name="A", role="admin")
    app.dependency_overrides[identify] = lambda: Principal(user, frozenset(Permission))

    async def tell() -> None:
        async with app.router.lifespan_context(app) as state:

            async def shop(scope: Any, receive: Any, send: Any) -> None:
                await app({**scope, "state": {**state}}, receive, send)

            transport = httpx2.ASGITransport(app=shop)
            async with (
                asyncio.timeout(5),
                httpx2.AsyncClient(transport=transport, base_url="http://shop.test") as client,
            ):
                await story(client)

    asyncio.run(tell())


async def texts(client: httpx2.AsyncClient, **params: Any) -> list[str]:
    answer = await client.get(NEWS, params=params)
    assert answer.status_code == 200
    return [each["text"] for each in answer.json()["items"]]


async def announce(client: httpx2.AsyncClient, text: str) -> int:
    return int((await client.post(NEWS, json={"text": text})).json()["id"])


def test_lists() -> None:
    async def story(client: httpx2.AsyncClient) -> None:
        first = await announce(client, "a")
        await announce(client, "b")
        assert await texts(client) == ["a", "b"]
        assert await texts(client, after=first, wait=10) == ["b"]

    run(story)


def test_waits() -> None:
    async def story(client: httpx2.AsyncClient) -> None:
        start = time.monotonic()
        assert await texts(client, wait=0.05) == []
        assert time.monotonic() - start > 0.04
        waiting = [asyncio.ensure_future(texts(client, wait=10)) for _ in range(4)]
        done, _ = await asyncio.wait(waiting, timeout=0.05)
        assert not done
        await announce(client, "c")
        assert await asyncio.gather(*waiting) == [["c"]] * 4

    run(story)


def test_others() -> None:
    async def story(client: httpx2.AsyncClient) -> None:
        waiting = asyncio.ensure_future(texts(client, wait=10))
        await asyncio.sleep(0.05)
        assert (await client.get("/health")).status_code == 200
        assert not waiting.done()
        await announce(client, "d")
        assert await waiting == ["d"]

    run(story)
