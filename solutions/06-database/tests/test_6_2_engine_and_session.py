"""6.2 Engine, pool and session."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from typing import Annotated

import anyio
import pytest
from fastapi import Depends, HTTPException
from fastapi.testclient import TestClient
from sqlalchemy import Connection, text
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

INSERT = text("INSERT INTO feedback (email, message) VALUES ('ada@example.com', :message)")


@pytest.fixture
def engine(database):
    """Make an engine as the application does, with other settings where asked; dispose of it."""
    from app.core.config import Settings
    from app.db.session import make_engine

    made = []

    def make(**settings):
        made.append(make_engine(Settings(database_url=database.url, **settings)))
        return made[-1]

    yield make
    for engine in made:
        engine.dispose()


@pytest.fixture
def probe():
    """A client of the application with three more operations, which all write one row."""
    from app.db.session import SessionDep
    from app.main import create_app

    app = create_app()
    app.state.reached = []

    @app.post("/probe")
    def write(session: SessionDep, message: str = "Hello.") -> dict[str, str]:
        session.execute(INSERT, {"message": message})
        return {"wrote": message}

    @app.post("/probe/refused")
    def refuse(session: SessionDep) -> None:
        session.execute(INSERT, {"message": "Never mind."})
        app.state.reached.append("refused")
        raise HTTPException(409, "Not like this.")

    @app.post("/probe/broken")
    def fail(session: SessionDep) -> None:
        session.execute(INSERT, {"message": "Never mind."})
        app.state.reached.append("broken")
        raise RuntimeError("a bug")

    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def deferred(database):
    """A rule that is checked at the commit only: each message is there once."""
    database.execute(
        "ALTER TABLE feedback ADD CONSTRAINT once UNIQUE (message) DEFERRABLE INITIALLY DEFERRED"
    )
    yield
    database.execute("ALTER TABLE feedback DROP CONSTRAINT once")


def messages(database):
    """What is stored, seen past the application."""
    return [row["message"] for row in database.rows("SELECT message FROM feedback ORDER BY id")]


def asked_for(engine):
    """A connection of an engine, or why there is none."""
    found = []

    def ask():
        try:
            found.append(engine.connect())
        except PoolTimeoutError:
            found.append("refused")

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(3)
    return found[0] if found else "still waiting after three seconds"


def test_the_engine_connects_to_the_database_of_the_settings(engine, database):
    """`make_engine(settings)` connects the service to PostgreSQL, to the database that
    `DATABASE_URL` names. Making the engine does not connect: that happens when it is needed. Each
    connection says whose it is: its `application_name` is `storefront`."""
    with database.gone():
        made = engine()
    with made.connect() as connection:
        asked = "SELECT current_database(), current_setting('application_name')"
        found = connection.execute(text(asked)).one()
    assert found == (database.url.rpartition("/")[2], "storefront")


def test_the_pool_has_a_connection_for_each_thread(engine):
    """The connection pool takes its size from the settings: `pool_size` and `pool_max_overflow`,
    together 40 by default, one for each thread that runs operations. Who finds none free waits
    `pool_timeout_seconds`, and is then refused with SQLAlchemy's TimeoutError."""
    made = engine(pool_timeout_seconds=0.1)
    with ExitStack() as held:
        for number in range(1, 41):
            connection = asked_for(made)
            assert isinstance(connection, Connection), f"number {number} is {connection}"
            held.enter_context(connection)
        assert asked_for(made) == "refused"
    small = engine(pool_size=1, pool_max_overflow=0, pool_timeout_seconds=0.1)
    with small.connect():
        assert asked_for(small) == "refused"


def test_a_statement_may_not_run_for_ever(engine):
    """PostgreSQL gives a statement up after `statement_timeout_ms`, and each connection counts its
    time in UTC."""
    with engine(statement_timeout_ms=1234).connect() as connection:
        asked = "SELECT current_setting('statement_timeout'), current_setting('timezone')"
        assert connection.execute(text(asked)).one() == ("1234ms", "UTC")


def test_a_dead_connection_is_replaced(engine, database):
    """A connection that has died while it lay in the pool is noticed and replaced before it is
    handed out (`pool_pre_ping`)."""
    made = engine(pool_size=1, pool_max_overflow=0)
    with made.connect() as connection:
        pid = connection.scalar(text("SELECT pg_backend_pid()"))
    database.execute("SELECT pg_terminate_backend(%s, 1000)", pid)
    with made.connect() as connection:
        assert connection.scalar(text("SELECT pg_backend_pid()")) != pid


def test_a_request_that_ends_well_is_committed(probe, database):
    """A session is opened for each request by the dependency `get_session`; when the operation
    has ended well, what it wrote is committed."""
    assert probe.post("/probe").json() == {"wrote": "Hello."}
    assert messages(database) == ["Hello."], "nobody has called commit"


@pytest.mark.parametrize("how", ["refused", "broken"])
def test_a_request_that_raises_is_rolled_back(probe, database, how):
    """The transaction is managed in one place: whatever an operation raises, an HTTPException too,
    nothing of what it wrote is stored."""
    assert probe.post(f"/probe/{how}").status_code in {409, 500}
    assert probe.app.state.reached == [how], "the operation was not reached, or has not written"
    assert messages(database) == [], "the operation wrote this row, then raised: it was committed"


@pytest.mark.usefixtures("deferred")
def test_a_commit_that_fails_is_no_success(probe, database):
    """The dependency commits before the response is sent (`scope="function"`), so a commit that
    fails is not answered with 200."""
    assert probe.post("/probe").status_code == 200
    answer = probe.post("/probe")
    assert answer.status_code >= 400, "the client was told of a success that never happened"
    assert messages(database) == ["Hello."]


def test_the_connection_comes_back_after_each_request(probe, database):
    """A session lives as long as its request: it is closed at the end, and its connection is back
    in the pool, without an open transaction, whether the request went well or not."""
    paths = ("/probe", "/probe/refused", "/probe/broken")
    for number in range(45):
        probe.post(paths[number % 3], params={"message": str(number)})
    left = database.rows(
        "SELECT pid, state, query FROM pg_stat_activity WHERE datname = current_database()"
        " AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'"
    )
    assert left == [], "a session was not closed"
    assert len(messages(database)) == 15


def test_a_hundred_requests_at_once_are_all_answered(probe):
    """A request needs a thread for each of its steps, and keeps its connection in between. Of a
    hundred that come at once all are answered: only so many have a session (`max_concurrency`) that
    threads are left to go on in. The others wait for their turn without a thread."""
    from app.db.session import SessionDep

    arrived = []
    everybody = anyio.Event()

    async def arrive() -> None:
        arrived.append(None)
        if len(arrived) == 100:
            everybody.set()
        with anyio.move_on_after(3):  # all are there, so all go on in the same moment
            await everybody.wait()

    @probe.app.get("/probe/slow")
    def read(_: Annotated[None, Depends(arrive)], session: SessionDep) -> dict[str, int]:
        return {"rows": session.scalar(text("SELECT count(*) FROM feedback, pg_sleep(0.05)"))}

    with ThreadPoolExecutor(100) as clients:
        answers = list(clients.map(probe.get, ["/probe/slow"] * 100))
    refused = sum(answer.status_code != 200 for answer in answers)
    assert not refused, (
        f"{refused} of 100 requests got no connection in time: those that wait for one have all the"
        " threads, and those that have one wait for a thread"
    )


def test_two_requests_have_two_sessions(probe, database):
    """Each request has a session of its own: two at the same time do not see what the other one
    has not committed yet."""
    from app.db.session import SessionDep

    met = threading.Barrier(2, timeout=5)
    seen = []

    @probe.app.post("/probe/both")
    def write_and_count(session: SessionDep, message: str) -> None:
        session.execute(INSERT, {"message": message})
        met.wait()
        seen.append(session.scalar(text("SELECT count(*) FROM feedback")))
        met.wait()

    calls = [
        threading.Thread(
            target=probe.post, args=("/probe/both",), kwargs={"params": {"message": m}}
        )
        for m in ("one", "other")
    ]
    for call in calls:
        call.start()
    for call in calls:
        call.join(10)
    assert seen == [1, 1]
    assert sorted(messages(database)) == ["one", "other"]
