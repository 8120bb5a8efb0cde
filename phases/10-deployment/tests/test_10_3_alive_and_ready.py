"""10.3 Alive, and ready."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import Event

import pytest
from anyio import to_thread

from apps import new_app, started

LIVE, READY = "/health/live", "/health/ready"
PATIENCE = 10
"""Seconds that are never over while all is well, however busy the machine is."""


@contextmanager
def revision(database, name):
    """Let the database say that its last migration is this one."""
    before = database.rows("SELECT version_num FROM alembic_version")[0]["version_num"]
    database.execute("UPDATE alembic_version SET version_num = %s", name)
    try:
        yield
    finally:
        database.execute("UPDATE alembic_version SET version_num = %s", before)


def test_a_process_that_answers_is_alive(client, database):
    """GET /health/live answers 200 as long as the process can answer, also while the database is
    gone: a new process would not bring it back."""
    assert client.get(LIVE).status_code == 200
    with database.gone():
        assert client.get(LIVE).status_code == 200


def test_a_busy_process_is_alive(client):
    """GET /health/live answers while all threads are busy: a process that works hard must not be
    taken for dead and ended. So it is answered on the event loop, by `async def`. It is ready, too:
    the check of the database does not wait for a thread of the operations."""
    borrowers = [object() for _ in range(100)]

    async def take_all_threads():
        limiter = to_thread.current_default_thread_limiter()
        for borrower in borrowers[: int(limiter.available_tokens)]:
            limiter.acquire_on_behalf_of_nowait(borrower)

    async def give_them_back():
        limiter = to_thread.current_default_thread_limiter()
        for borrower in limiter.statistics().borrowers:
            if borrower in borrowers:
                limiter.release_on_behalf_of(borrower)

    client.portal.call(take_all_threads)
    with ThreadPoolExecutor(2) as threads:
        asked = [threads.submit(client.get, path) for path in (LIVE, READY)]
        wait(asked, PATIENCE)
        found = [future.result().status_code if future.done() else "no answer" for future in asked]
        client.portal.call(give_them_back)
    assert found == [200, 200], "the answers of /health/live and /health/ready"


def test_a_process_with_its_database_is_ready(client):
    """GET /health/ready answers 200 when the database answers and has the migrations of this
    version. A probe must not be answered from a cache: `Cache-Control: no-store`."""
    answer = client.get(READY)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"


def test_without_a_database_it_is_not_ready(client, database):
    """While the database is gone the answer is 503, as a problem that tells nothing of the inside,
    and 200 again as soon as the database is back, without a restart."""
    with database.gone():
        answer = client.get(READY)
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    for inside in ("psycopg", "127.0.0.1", "connection", "SELECT", "Traceback"):
        assert inside not in answer.text
    assert client.get(READY).status_code == 200


@pytest.fixture
def hanging(database):
    """A database that answers nothing about its migrations, until it is told to (`rollback`)."""
    lock = database.connect()
    lock.execute("LOCK TABLE alembic_version IN ACCESS EXCLUSIVE MODE")
    return lock


def test_a_database_that_hangs_is_no_database(hanging):
    """A database that takes longer than READY_TIMEOUT_SECONDS is as good as none: 503 after that
    time, and 200 when it answers again."""
    with started(new_app(ready_timeout_seconds=0.3)) as client:
        before = time.monotonic()
        status = client.get(READY).status_code
        seconds = time.monotonic() - before
        hanging.rollback()
        again = client.get(READY).status_code
    assert (status, again) == (503, 200)
    assert seconds < PATIENCE, "it waited far longer than READY_TIMEOUT_SECONDS"


def test_a_machine_that_is_silent_is_no_database(client):
    """The time is that of the whole check, from the connection on: where somebody takes the
    connection and then says nothing, the answer is 503 after READY_TIMEOUT_SECONDS, too."""
    from app.core.config import load_settings
    from app.db.revisions import read_revisions
    from app.db.session import make_probe_engine
    from app.readiness import Readiness

    with socket.create_server(("127.0.0.1", 0)) as silent, ThreadPoolExecutor(1) as threads:
        url = f"postgresql://shop@127.0.0.1:{silent.getsockname()[1]}/shop"
        little = {"database_url": url, "ready_timeout_seconds": 0.3, "connect_timeout_seconds": 60}
        engine = make_probe_engine(load_settings().model_copy(update=little))
        client.app_state["readiness"] = Readiness(engine, read_revisions(), Event(), 0.3)
        asked = threads.submit(client.get, READY)
        in_time = bool(wait([asked], PATIENCE).done)
        silent.close()
        assert asked.result().status_code == 503
    assert in_time, "it waited far longer than READY_TIMEOUT_SECONDS"


def test_who_waits_for_the_database_holds_nobody_up(hanging, database):
    """While the check waits for the database the event loop is free, and others are answered."""
    waiting = "SELECT FROM pg_locks WHERE NOT granted"
    with (
        started(new_app(ready_timeout_seconds=PATIENCE / 2)) as client,
        ThreadPoolExecutor(1) as threads,
    ):
        ready = threads.submit(client.get, READY)
        while not (ready.done() or database.rows(waiting)):
            time.sleep(0.005)
        alive = client.get(LIVE).status_code
        hanging.rollback()
        assert alive == 200
        assert ready.result().status_code == 200, (
            "/health/live was answered only when /health/ready had given up: the loop was blocked"
        )


def test_a_busy_pool_is_still_a_database():
    """The check does not queue for a connection of the pool, which `make_probe_engine` sees to:
    while all of them are in use the process is ready."""
    app = new_app(pool_size=1, pool_max_overflow=0, pool_timeout_seconds=0.1)
    with started(app) as client, client.app_state["engine"].connect():
        assert client.get(READY).status_code == 200


def test_a_database_that_is_behind_is_not_ready(client, database):
    """While the database lacks a migration that this version knows, the answer is 503: operations
    would meet tables that are not there yet."""
    with revision(database, "0006"):
        assert client.get(READY).status_code == 503
    assert client.get(READY).status_code == 200


def test_a_database_that_is_ahead_is_ready(client, database):
    """A migration that this version does not know comes from a newer one, which is about to take
    over. This version goes on serving until then: the answer is 200. With 503, all processes would
    be taken out at the moment of the migration."""
    with revision(database, "from_the_future"):
        assert client.get(READY).status_code == 200


def test_a_process_that_stops_is_not_ready(client):
    """As soon as the process was told to end (the event `stopping` is set) the answer is 503, and
    requests go elsewhere; it is alive until the end."""
    client.app_state["stopping"].set()
    assert client.get(READY).status_code == 503
    assert client.get(LIVE).status_code == 200
