"""Fixtures of all tests in this folder."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx2 import ASGITransport, AsyncClient
from sqlalchemy import Engine, delete

from app.core.config import load_settings
from app.db.base import Base
from app.db.session import make_engine
from app.main import app
from suite.people import log_in, promote, sign_up


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """The way to the database that leads past the API."""
    engine = make_engine(load_settings())
    yield engine
    engine.dispose()


@pytest.fixture
def client() -> Iterator[TestClient]:
    """A client of the application, which is started for this test and stopped after it."""
    with TestClient(app) as client:
        yield client


@pytest.fixture
def customer(client: TestClient) -> dict[str, str]:
    """The headers of a customer, Ada."""
    return log_in(client, sign_up(client, "Ada"))


@pytest.fixture
def staff(client: TestClient, engine: Engine) -> dict[str, str]:
    """The headers of an administrator, Grace."""
    email = sign_up(client, "Grace")
    promote(engine, email)
    return log_in(client, email)


@pytest.fixture
def clean_database(engine: Engine) -> Iterator[None]:
    """Delete all rows after the test: they were really committed."""
    yield
    with engine.begin() as connection:
        for table in reversed(Base.metadata.sorted_tables):  # what refers to others goes first
            connection.execute(delete(table))


@pytest.fixture
def anyio_backend() -> str:
    """Run asynchronous tests on asyncio, as Uvicorn runs the application."""
    return "asyncio"


@pytest.fixture
async def async_client() -> AsyncIterator[AsyncClient]:
    """An asynchronous client of the application, on the event loop of the test.

    The transport runs no lifespan, and knows nothing of the state that it yields.
    """
    async with app.router.lifespan_context(app) as state:

        async def started(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401
            await app(scope | {"state": dict(state or {})}, receive, send)

        transport = ASGITransport(started)
        async with AsyncClient(transport=transport, base_url="http://shop.test") as client:
            yield client
