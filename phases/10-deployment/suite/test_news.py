"""News, and clients who wait for them: several requests at once, on one event loop."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from httpx2 import AsyncClient

from app.auth.dependencies import identify
from app.auth.permissions import Permission
from app.auth.principal import Principal
from app.db.tables import UserRow
from app.main import app

pytestmark = pytest.mark.anyio

NEWS = "/api/v1/news"
SOON = 5.0
"""Seconds after which something that should come at once does not come any more."""


@pytest.fixture(autouse=True)
def as_staff() -> Iterator[None]:
    """Let everybody announce: who may is tested elsewhere."""
    grace = UserRow(id=7, email="grace@example.com", name="Grace", role="admin")
    app.dependency_overrides[identify] = lambda: Principal(grace, frozenset(Permission))
    yield
    app.dependency_overrides.clear()


async def announce(client: AsyncClient, text: str) -> int:
    answer = await client.post(NEWS, json={"text": text})
    assert answer.status_code == 201
    number: int = answer.json()["id"]
    return number


async def read(client: AsyncClient, **parameters: Any) -> list[str]:  # noqa: ANN401
    answer = await client.get(NEWS, params=parameters)
    assert answer.status_code == 200
    return [item["text"] for item in answer.json()["items"]]


async def test_news_are_read_in_their_order(async_client: AsyncClient) -> None:
    await announce(async_client, "New: tea.")
    await announce(async_client, "New: pots.")
    assert await read(async_client) == ["New: tea.", "New: pots."]


async def test_what_is_known_is_left_out(async_client: AsyncClient) -> None:
    known = await announce(async_client, "New: tea.")
    await announce(async_client, "New: pots.")
    assert await read(async_client, after=known) == ["New: pots."]


async def test_who_knows_less_does_not_wait(async_client: AsyncClient) -> None:
    await announce(async_client, "New: tea.")
    async with asyncio.timeout(SOON):
        assert await read(async_client, wait=20) == ["New: tea."]


async def test_a_wait_without_news_ends(async_client: AsyncClient) -> None:
    loop = asyncio.get_running_loop()
    start = loop.time()
    async with asyncio.timeout(SOON):
        assert await read(async_client, wait=0.05) == []
    assert loop.time() - start >= 0.04


async def test_all_who_wait_are_woken(async_client: AsyncClient) -> None:
    async with asyncio.timeout(SOON), asyncio.TaskGroup() as group:
        readers = [group.create_task(read(async_client, wait=20)) for _ in range(3)]
        await asyncio.sleep(0.05)
        assert not any(reader.done() for reader in readers)
        await announce(async_client, "New: tea.")
    assert [reader.result() for reader in readers] == [["New: tea."]] * 3


async def test_others_are_answered_meanwhile(async_client: AsyncClient) -> None:
    async with asyncio.timeout(SOON):
        reader = asyncio.create_task(read(async_client, wait=20))
        await asyncio.sleep(0.05)
        answer = await async_client.get("/api/v1/currencies/EUR")
        assert answer.status_code == 200
        assert not reader.done(), "the answer came when nobody was waiting any more"
        await announce(async_client, "New: tea.")
        assert await reader == ["New: tea."]
