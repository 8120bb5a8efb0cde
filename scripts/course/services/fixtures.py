"""Fixtures of the phases whose project has services: a part of the pytest plugin.

Applications really commit. Between tests all rows are deleted, and what the migrations left is put
back: a transaction rolled back around each test would accept a forgotten commit.
"""

import contextlib
import hashlib
import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from course.errors import CourseError
from course.services import DATABASE_URL, SERVER_URL, migrations, postgres
from course.workspace import settings_of

TABLES = """
    SELECT c.oid::regclass::text AS name, c.relname, a.columns
    FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace
    CROSS JOIN LATERAL (
        SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) AS columns
        FROM pg_attribute
        WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
    ) a
    WHERE c.relkind = 'r' AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'course_seed')
      AND n.nspname NOT LIKE 'pg_t%' AND c.relname <> 'alembic_version'
"""
SEQUENCES = """
    SELECT format('%I.%I', schemaname, sequencename) AS name, last_value, start_value
    FROM pg_sequences WHERE schemaname <> 'course_seed'
"""
SEQUENCES_BACK = f"""
    SELECT setval(
        now.name::regclass,
        coalesce(seed.last_value, now.start_value),
        seed.last_value IS NOT NULL
    )
    FROM ({SEQUENCES}) now LEFT JOIN course_seed._sequences seed USING (name)
"""  # noqa: S608
OTHERS = """
    SELECT pid, state, query FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
      AND backend_type = 'client backend'
    ORDER BY backend_start DESC
"""
IDLE_KEPT = 40
"""Idle connections that an application may keep; older ones belong to engines that are gone."""


class Database:
    """A database, seen past the application; each statement commits by itself."""

    def __init__(self, url: str, *, given: bool = False) -> None:
        self.url, self.given = url, given
        """Where it is, and whether it was named from outside."""
        self._connection: psycopg.Connection[Any] | None = None
        self._lent: list[psycopg.Connection[Any]] = []

    @property
    def connection(self) -> psycopg.Connection[Any]:
        """A connection of its own, made when it is needed."""
        if self._connection is None or self._connection.closed:
            self._connection = postgres.connect(postgres.libpq(self.url), row_factory=dict_row)
        return self._connection

    def execute(self, sql: str, *parameters: object) -> None:
        """Run a statement, its parameters written `%s`."""
        self.connection.execute(sql.encode(), parameters or None)

    def rows(self, sql: str, *parameters: object) -> list[dict[str, Any]]:
        """The rows of a query, each a dict by column."""
        found: list[dict[str, Any]]
        found = self.connection.execute(sql.encode(), parameters or None).fetchall()
        return found

    def count(self, table: str) -> int:
        """How many rows a table has."""
        return int(self.rows(f"SELECT count(*) AS rows FROM {table}")[0]["rows"])  # noqa: S608

    def connect(self, **options: Any) -> psycopg.Connection[Any]:  # noqa: ANN401
        """A further connection, with transactions of its own; closed when the test has run."""
        connection: psycopg.Connection[Any] = psycopg.connect(postgres.libpq(self.url), **options)
        self._lent.append(connection)
        return connection

    @contextlib.contextmanager
    def statements(self) -> Iterator[list[str]]:
        """The statements that SQLAlchemy engines of this process send meanwhile."""
        from sqlalchemy import Engine, event

        sent: list[str] = []

        def note(*arguments: Any) -> None:  # noqa: ANN401
            sent.append(arguments[2])

        event.listen(Engine, "before_cursor_execute", note)
        try:
            yield sent
        finally:
            event.remove(Engine, "before_cursor_execute", note)

    @contextlib.contextmanager
    def gone(self) -> Iterator[None]:
        """Let nobody connect, and cut the connections that there are; all is well afterwards."""
        name = _name(self.url)
        with postgres.connect(_maintenance(self.url)) as other:
            self.close()
            other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
            try:
                other.execute(
                    "SELECT pg_terminate_backend(pid, 1000) FROM pg_stat_activity"
                    " WHERE datname = %s AND backend_type = 'client backend'",
                    [name],
                )
                yield
            finally:
                other.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')

    def end_lent(self) -> None:
        """Close the further connections, and so give up the locks that they hold."""
        for connection in self._lent:
            connection.close()
        self._lent.clear()

    def close(self) -> None:
        """Close what was opened."""
        self.end_lent()
        if self._connection:
            self._connection.close()

    def remember(self) -> None:
        """Keep the rows and sequences that the migrations left, for `restore`."""
        self.execute("CREATE SCHEMA course_seed")
        self.execute(f"CREATE TABLE course_seed._sequences AS {SEQUENCES}")
        for table in self.rows(TABLES):
            if self.count(table["name"]):
                seed = f'course_seed."{table["relname"]}"'
                self.execute(f"CREATE TABLE {seed} AS TABLE {table['name']}")

    def restore(self) -> int:
        """Make it as the migrations left it; answers how many transactions had been left open."""
        unfinished = self.end_others()
        tables = self.rows(TABLES)
        seeds = {
            row["name"]
            for row in self.rows(
                "SELECT relname AS name FROM pg_class WHERE relkind = 'r'"
                " AND relnamespace = to_regnamespace('course_seed')"
            )
        }
        steps = [
            "BEGIN",
            "SET LOCAL session_replication_role = replica",
        ]  # foreign keys are not asked
        steps += [f"DELETE FROM {table['name']}" for table in tables]  # noqa: S608
        steps += [
            f"INSERT INTO {table['name']} ({table['columns']}) OVERRIDING SYSTEM VALUE"  # noqa: S608
            f' SELECT {table["columns"]} FROM course_seed."{table["relname"]}"'
            for table in tables
            if table["relname"] in seeds
        ]
        self.execute("; ".join([*steps, SEQUENCES_BACK, "COMMIT"]))
        return unfinished

    def end_others(self, idle_kept: int = IDLE_KEPT) -> int:
        """End connections that hold a transaction, or belong to engines that are gone."""
        unfinished = 0
        for index, row in enumerate(self.rows(OTHERS)):
            is_open = row["state"] not in {"idle", "disabled", None}
            unfinished += is_open
            if is_open or index >= idle_kept:
                self.execute("SELECT pg_terminate_backend(%s, 1000)", row["pid"])
        return unfinished


def _name(url: str) -> str:
    return postgres.libpq(url).rpartition("/")[2].partition("?")[0]


def _maintenance(url: str) -> str:
    return f"{postgres.libpq(url).rpartition('/')[0]}/postgres"


class Server:
    """Where a run of tests makes its databases."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.made: list[str] = []

    def create(self, template: str = "template0") -> Database:
        """A new database, a copy of another one; dropped at the end of the run."""
        name = f"test_{secrets.token_hex(6)}"
        self._do(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        self.made.append(name)
        return Database(f"{self.url.rpartition('/')[0]}/{name}")

    def migrated(self, project: Path) -> Database:
        """A new database, as the project's migrations leave it.

        They are run once for all suites with the same migrations: what is copied is kept beside.
        """
        template = f"migrated_{_digest(project)}"
        with postgres.connect(self.url) as other:  # its lock is held until it is closed
            other.execute("SELECT pg_advisory_lock(hashtext(%s))", [template])
            known = other.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template])
            if known.fetchone():
                return self.create(template)
            database = self.create()
            _upgrade(database, project)
            database.remember()
            database.end_others(0)  # of an engine that the migrations did not dispose of
            database.close()
            other.execute(f"ALTER DATABASE {_name(database.url)} RENAME TO {template}")
            self.made.remove(_name(database.url))
            return self.create(template)

    def drop(self) -> None:
        """Drop all databases that this run made."""
        for name in self.made:
            self._do(f"DROP DATABASE {name} WITH (FORCE)")

    def _do(self, sql: str) -> None:
        with postgres.connect(self.url) as connection:
            connection.execute(sql.encode())


def _digest(project: Path) -> str:
    """What the migrations of a project are, in short."""
    found = hashlib.sha256(str(postgres.VERSION).encode())
    for path in [project / "alembic.ini", *sorted((project / "migrations").rglob("*.py"))]:
        if path.is_file():
            found.update(str(path.relative_to(project)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def _upgrade(database: Database, project: Path) -> None:
    """Run the project's migrations, if it has any."""
    with _set({DATABASE_URL: database.url}), contextlib.chdir(project):
        try:
            migrations.upgrade(project)
        except CourseError as error:
            pytest.fail(str(error), pytrace=False)


@contextlib.contextmanager
def _set(variables: dict[str, str]) -> Iterator[None]:
    """Environment variables, for a while."""
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _services(config: pytest.Config) -> list[str]:
    found: list[str] = settings_of(config.rootpath).get("services", [])
    return found


def pytest_sessionstart(session: pytest.Session) -> None:
    """Refuse to delete the rows of a database that the course did not make."""
    if "postgres" in _services(session.config) and (url := os.environ.get(DATABASE_URL)):
        try:
            postgres.refuse_foreign(url)
        except CourseError as error:
            raise pytest.UsageError(str(error)) from None


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> Iterator[None]:
    """Give up a test's locks before its fixtures end.

    A test that failed may have left a request waiting for one of them: the application could not be
    stopped, and the learner would read of a time limit in place of what is wrong.
    """
    try:
        return (yield)
    finally:
        if isinstance(database := pyfuncitem.funcargs.get("database"), Database):
            database.end_lent()


@pytest.fixture(scope="session")
def _server() -> Iterator[Server]:
    """The scratch server of the command that runs the suite, or one of this run."""
    with contextlib.ExitStack() as stack:
        url = os.environ.get(SERVER_URL) or stack.enter_context(postgres.scratch())
        made = Server(url)
        yield made
        made.drop()


@pytest.fixture(scope="session")
def _postgres(request: pytest.FixtureRequest, pytestconfig: pytest.Config) -> Iterator[Database]:
    """The database of this run, migrated; one that is named from outside if it may be emptied."""
    project = pytestconfig.rootpath
    if url := os.environ.get(DATABASE_URL):
        found = Database(url, given=True)
        _upgrade(found, project)
        found.execute("DROP SCHEMA IF EXISTS course_seed CASCADE")
        found.remember()
    else:
        found = request.getfixturevalue("_server").migrated(project)
    with _set({DATABASE_URL: found.url}):
        yield found
    found.close()


@pytest.fixture(scope="session")
def _smtp() -> Iterator[Any]:
    from course.services import smtp

    with smtp.started() as started, _set(started.environment):
        yield started


@pytest.fixture(scope="session")
def _oidc() -> Iterator[Any]:
    from course.services import oidc

    with oidc.started() as started, _set(started.environment):
        yield started


@pytest.fixture(autouse=True)
def _as_new(request: pytest.FixtureRequest, pytestconfig: pytest.Config) -> Iterator[None]:
    """Start the services that the phase names; leave them as they were, whatever a test did."""
    started = {name: request.getfixturevalue(f"_{name}") for name in _services(pytestconfig)}
    yield
    for name, service in started.items():
        if name != "postgres":
            service.clear()
        elif unfinished := service.restore():
            many = "a transaction was" if unfinished == 1 else f"{unfinished} transactions were"
            test = request.node.name.partition("[")[0]
            notice = f"After {test}, {many} left open on the database: is a session never closed?"
            request.node.user_properties.append(("notice", notice))


@pytest.fixture
def database(_postgres: Database, _as_new: None) -> Iterator[Database]:
    """The database of the application, seen past it."""
    yield _postgres
    _postgres.close()


@pytest.fixture
def new_database(_server: Server) -> Iterator[Callable[[], Database]]:
    """Make a further, empty database: for tests of migrations."""
    with contextlib.ExitStack() as stack:

        def make() -> Database:
            made = _server.create()
            stack.callback(made.close)
            return made

        yield make


@pytest.fixture
def mailbox(_smtp: Any, _as_new: None) -> Any:  # noqa: ANN401
    """The mail that the application sent."""
    return _smtp


@pytest.fixture
def oidc(_oidc: Any, _as_new: None) -> Any:  # noqa: ANN401
    """The OpenID provider that the application trusts."""
    return _oidc
