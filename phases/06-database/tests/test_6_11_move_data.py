"""6.11 Move data while everybody works."""

import contextlib
import io
import threading
import time

import psycopg
import pytest
from alembic import command
from alembic.config import Config

WAITING = (
    "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
)
INDEXES = """
    SELECT indisvalid FROM pg_index JOIN pg_attribute
    ON attrelid = indrelid AND attnum = indkey[0]
    WHERE indrelid = 'feedback'::regclass AND attname = 'user_id'
"""
BEFORE, AFTER = "0003", "0005"
FEEDBACK = [
    ("ada@example.com", "First."),
    ("ADA@Example.com", "Second."),
    ("stranger@example.com", "Third."),
]


@pytest.fixture
def alembic(project, monkeypatch):
    """Run a command of Alembic on a database: `alembic(database, "upgrade", "head")`."""
    config = Config(project / "alembic.ini", stdout=io.StringIO())

    def run(database, name, *arguments):
        monkeypatch.setenv("DATABASE_URL", database.url)
        with contextlib.redirect_stdout(io.StringIO()):
            getattr(command, name)(config, *arguments)

    return run


@pytest.fixture
def old(alembic, new_database):
    """A database as it was before: users, and feedback that does not know them."""
    database = new_database()
    alembic(database, "upgrade", BEFORE)
    database.execute("INSERT INTO users (email, name) VALUES ('Ada@example.com', 'Ada')")
    for email, message in FEEDBACK:
        database.execute("INSERT INTO feedback (email, message) VALUES (%s, %s)", email, message)
    return database


def who(database):
    """Which user wrote each feedback."""
    rows = database.rows(
        "SELECT users.name FROM feedback LEFT JOIN users ON users.id = feedback.user_id"
        " ORDER BY feedback.id"
    )
    return [row["name"] for row in rows]


def test_old_rows_are_filled(alembic, old):
    """A data migration goes with the change of the schema: feedback from before gets the user who
    has its e-mail address, in upper or lower case; that of strangers stays without one."""
    alembic(old, "upgrade", AFTER)
    assert who(old) == ["Ada", "Ada", None]


def test_many_rows_are_filled_too(alembic, old):
    """Migrating data in portions leaves none out: 2,500 more ids, with gaps between them, are
    filled to the last."""
    old.execute(
        "INSERT INTO feedback (email, message) SELECT 'ada@example.com', n::text"
        " FROM generate_series(1, 2500) n"
    )
    old.execute("DELETE FROM feedback WHERE id > 3 AND id % 3 <> 0")
    alembic(old, "upgrade", AFTER)
    left = old.rows("SELECT count(*) AS rows FROM feedback WHERE user_id IS NULL")
    assert left == [{"rows": 1}]


def test_each_portion_is_kept(alembic, old):
    """The rows are filled in portions of a thousand at most, each its own transaction: while `0005`
    waits for a row in the middle, which somebody else holds, others are filled already."""
    old.execute(
        "INSERT INTO feedback (email, message) SELECT 'ada@example.com', n::text"
        " FROM generate_series(1, 2500) n"
    )
    alembic(old, "upgrade", "0004")
    other = old.connect()
    other.execute("SELECT FROM feedback WHERE id = 1250 FOR UPDATE")
    failed = []
    migration = in_background(lambda: alembic(old, "upgrade", "0005"), failed)
    wait_until_blocked(old, migration)
    filled = old.rows("SELECT 1 FROM feedback WHERE user_id IS NOT NULL")
    other.commit()
    migration.join(8)
    assert failed == []
    assert filled, "nothing is filled before all is: one statement, or one transaction, for all"


def test_it_can_be_run_again(alembic, old):
    """`0005` can be run again where it has stopped in the middle, after all of its steps or with an
    index that was interrupted: PostgreSQL keeps such an index, which is not valid, under its name.
    """
    alembic(old, "upgrade", "0004")
    with pytest.raises(psycopg.errors.UniqueViolation):  # an index that fails on its way
        old.execute(
            "CREATE UNIQUE INDEX CONCURRENTLY ix_feedback_user_id ON feedback (user_id)"
            " NULLS NOT DISTINCT"
        )
    assert old.rows(INDEXES) == [{"indisvalid": False}]
    for _ in range(2):
        alembic(old, "upgrade", "0005")
        assert who(old) == ["Ada", "Ada", None]
        assert old.rows(INDEXES) == [{"indisvalid": True}]
        old.execute("UPDATE alembic_version SET version_num = '0004'")


def test_a_rollback_loses_no_feedback(alembic, old):
    """Rolling the migrations back loses nothing that was there before: every feedback is as it was,
    and they can be applied again."""
    alembic(old, "upgrade", AFTER)
    alembic(old, "downgrade", BEFORE)
    rows = old.rows("SELECT * FROM feedback ORDER BY id")
    assert [(row["email"], row["message"]) for row in rows] == FEEDBACK
    assert all("user_id" not in row for row in rows)
    alembic(old, "upgrade", AFTER)
    assert who(old) == ["Ada", "Ada", None]


def test_the_column_is_a_key(alembic, old):
    """The new column is a foreign key that also holds for the old rows (it is validated), has an
    index, and becomes null when its user is removed."""
    alembic(old, "upgrade", AFTER)
    keys = old.rows(
        "SELECT convalidated FROM pg_constraint"
        " WHERE contype = 'f' AND conrelid = 'feedback'::regclass"
    )
    assert keys == [{"convalidated": True}]
    assert old.rows(INDEXES) == [{"indisvalid": True}]
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        old.execute("UPDATE feedback SET user_id = 999")
    old.execute("DELETE FROM users")
    assert who(old) == [None, None, None]


def test_schema_and_data_are_separate_versions(alembic, old):
    """`0004` changes the schema and touches no row, `0005` fills the rows: the application of the
    version before works with both, and new feedback can be written in between."""
    alembic(old, "upgrade", "0004")
    assert who(old) == [None, None, None]
    old.execute("INSERT INTO feedback (email, message) VALUES ('ada@example.com', 'Fourth.')")
    alembic(old, "upgrade", "0005")
    assert who(old) == ["Ada", "Ada", None, "Ada"]


def test_the_index_does_not_stop_the_shop(alembic, old):
    """Beyond the basics: `0005` takes no long lock. While it waits for a transaction that has
    lasted for some time, others can go on writing feedback (the index is made CONCURRENTLY)."""
    alembic(old, "upgrade", "0004")
    long = old.connect()
    long.execute("INSERT INTO feedback (email, message) VALUES ('x@example.com', 'Slow.')")
    failed = []
    migration = in_background(lambda: alembic(old, "upgrade", "0005"), failed)
    writer = old.connect(autocommit=True)
    writer.execute("SET lock_timeout = '500ms'")
    wait_until_blocked(old, migration)
    try:
        writer.execute("INSERT INTO feedback (email, message) VALUES ('y@example.com', 'Quick.')")
    except psycopg.errors.LockNotAvailable:
        pytest.fail("nobody can write while the migration waits: its lock is too strong")
    finally:
        long.commit()
        migration.join(8)
    assert failed == []
    assert old.rows(INDEXES) == [{"indisvalid": True}]
    assert old.count("feedback") == len(FEEDBACK) + 2


def test_new_feedback_knows_its_user(client, database):
    """The application fills the column from now on: feedback of an address that a user has, in
    upper or lower case, is stored with that user."""
    client.post("/api/v1/users", json={"email": "Ada@example.com", "name": "Ada"})
    for email in ("ada@example.com", "stranger@example.com"):
        data = {"email": email, "message": "Lovely mugs."}
        assert client.post("/api/v1/feedback", data=data).status_code == 201
    assert who(database) == ["Ada", None]


def in_background(action, failed):
    """Start an action in a thread; what it raises is added to a list."""

    def run():
        try:
            action()
        except Exception as error:  # noqa: BLE001 - told by the test
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def wait_until_blocked(database, thread):
    """Wait until a connection waits for a lock, or the thread has ended."""
    ends = time.monotonic() + 5
    while thread.is_alive() and not database.rows(WAITING) and time.monotonic() < ends:
        time.sleep(0.01)
