"""How many requests a server answers in a second, and a server to compare it with.

A number of requests says more about a machine, and what else it is doing, than about a program. So
each rate is held against that of `app`: the least that an API of accounts does for one request, in
the way of the course. Its one operation checks a token, asks PostgreSQL one question and answers.
It runs under Uvicorn with YARDSTICK_DATABASE, a URL for SQLAlchemy.
"""

import os
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from fastapi import FastAPI

SECRET = "of-the-yardstick-0123456789-0123456789"  # noqa: S105
AT_ONCE = 4


def rate_of(url: str, headers: Mapping[str, str] | None = None, *, seconds: float = 0.3) -> float:
    """Requests a second that are answered with 200, by four clients that keep their connections.

    Raises: AssertionError for any other answer, or none.
    """
    address = urlsplit(url)
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    target = f"{address.path or '/'}{'?' if address.query else ''}{address.query}"

    def ask(until: float) -> int:
        connection = kind(address.hostname or "", address.port, timeout=10)
        count = 0
        try:
            while time.perf_counter() < until:
                connection.request("GET", target, headers=dict(headers or {}))
                answer = connection.getresponse()
                answer.read()
                assert answer.status == 200, f"under load, {target} is answered {answer.status}"  # noqa: S101
                count += 1
        except (OSError, HTTPException) as error:
            raise AssertionError(f"under load, {target} is not answered: {error!r}") from error
        finally:
            connection.close()
        return count

    begin = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as clients:
        counts = list(clients.map(ask, [begin + seconds] * AT_ONCE))
    return sum(counts) / (time.perf_counter() - begin)


def make_app(database: str) -> "FastAPI":
    """Make the server to compare with; its database need not have any table."""
    import jwt
    from fastapi import FastAPI
    from sqlalchemy import create_engine, text

    engine = create_engine(database, pool_size=20, max_overflow=20)
    token = jwt.encode({"sub": "10"}, SECRET, algorithm="HS256")
    server = FastAPI(openapi_url=None)

    @server.get("/")
    def read() -> dict[str, Any]:
        claims = jwt.decode(token, SECRET, algorithms=["HS256"])
        query = text("SELECT oid, rolname FROM pg_roles WHERE oid = :id")
        with engine.begin() as connection:
            row = connection.execute(query, {"id": int(claims["sub"])}).mappings().one()
            return dict(row)

    return server


if "YARDSTICK_DATABASE" in os.environ:
    app = make_app(os.environ["YARDSTICK_DATABASE"])
