"""6.9 A new table, by migration."""

import io
from contextlib import redirect_stdout

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

COLUMNS = {
    "id": ("bigint", "NO"),
    "title": ("text", "NO"),
    "notes": ("text", "NO"),
    "due_on": ("date", "YES"),
    "done_at": ("timestamp with time zone", "YES"),
    "assignee_id": ("bigint", "YES"),
    "revision": ("bigint", "NO"),
    "created_at": ("timestamp with time zone", "NO"),
}


@pytest.fixture
def alembic(project, monkeypatch):
    """Run a command of Alembic on a database: `alembic(database, "upgrade", "head")`."""
    config = Config(project / "alembic.ini", stdout=io.StringIO())

    def run(database, name, *arguments):
        monkeypatch.setenv("DATABASE_URL", database.url)
        with redirect_stdout(io.StringIO()):
            getattr(command, name)(config, *arguments)

    return run


def columns(database, table="tasks"):
    """The type of each column, and whether it may be empty."""
    rows = database.rows(
        "SELECT column_name, data_type, is_nullable FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s",
        table,
    )
    return {row["column_name"]: (row["data_type"], row["is_nullable"]) for row in rows}


def version(database):
    """The version of the schema that the database says of itself."""
    return [row["version_num"] for row in database.rows("SELECT version_num FROM alembic_version")]


def test_the_class_maps_the_columns():
    """`TaskRow` is a mapped class: its attributes, with their types, are the columns of the table
    `tasks`."""
    from app.db.tables import TaskRow

    mapped = {column.name: column for column in TaskRow.__table__.columns}
    assert TaskRow.__tablename__ == "tasks"
    assert sorted(mapped) == sorted(COLUMNS)
    optional = {name for name, column in mapped.items() if column.nullable}
    assert optional == {"due_on", "done_at", "assignee_id"}


def test_migrations_make_the_table(database):
    """`alembic upgrade head` applies the migrations: the database has the table `tasks` then, its
    columns with the right types."""
    assert columns(database) == COLUMNS


def test_the_revision_counts_itself(database):
    """`revision` is the version counter of `TaskRow`: 1 in a new task, one more at each change; and
    a change of an object whose row somebody else has changed since raises `StaleDataError`."""
    from app.db.tables import TaskRow

    engine = create_engine(database.url)
    with Session(engine) as mine, Session(engine) as theirs:
        mine.add(TaskRow(title="Count the mugs"))
        mine.commit()
        task = mine.scalars(select(TaskRow)).one()
        assert task.revision == 1
        theirs.scalars(select(TaskRow)).one().title = "Count the cups"
        theirs.commit()
        assert database.rows("SELECT revision FROM tasks") == [{"revision": 2}]
        task.title = "Count the pens"
        with pytest.raises(StaleDataError):
            mine.commit()
    engine.dispose()
    assert database.rows("SELECT title FROM tasks") == [{"title": "Count the cups"}]


def test_the_table_has_its_keys(database):
    """The id is the primary key and given by PostgreSQL; the assignee is a user (foreign key), and
    becomes null when that user is removed; notes are empty and the moment is now where nothing is
    said. There is an index on the day it is due and on the assignee."""
    keys = database.rows(
        "SELECT pg_get_constraintdef(oid) AS key FROM pg_constraint"
        " WHERE conrelid = 'tasks'::regclass AND contype = 'p'"
    )
    assert keys == [{"key": "PRIMARY KEY (id)"}], "an id that PostgreSQL gives is no key by that"
    indexes = database.rows("SELECT indexdef FROM pg_indexes WHERE tablename = 'tasks'")
    for column in ("due_on", "assignee_id"):
        assert any(f"({column}" in row["indexdef"] for row in indexes), f"no index on {column}"
    database.execute("INSERT INTO users (email, name) VALUES ('ada@example.com', 'Ada')")
    database.execute("INSERT INTO tasks (title, assignee_id, revision) VALUES ('Count', 1, 1)")
    task = database.rows(
        "SELECT id > 0 AS has_id, notes, assignee_id, created_at <= now() AS now FROM tasks"
    )
    assert task == [{"has_id": True, "notes": "", "assignee_id": 1, "now": True}]
    database.execute("DELETE FROM users")
    assert database.rows("SELECT assignee_id FROM tasks") == [{"assignee_id": None}]
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        database.execute("INSERT INTO tasks (title, assignee_id, revision) VALUES ('x', 99, 1)")


def test_what_autogenerate_does_not_see_is_there(database):
    """The rule that a title is not empty (CHECK) is in the database, too, not only in the class:
    Alembic does not compare such rules unless it is told to, so no tool reminds you."""
    with pytest.raises(psycopg.errors.CheckViolation):
        database.execute("INSERT INTO tasks (title, revision) VALUES ('', 1)")


def test_autogenerate_finds_no_difference(alembic, new_database):
    """Autogenerating a migration compares mapped classes with the database: after `alembic upgrade
    head`, `alembic check` finds nothing to do, indexes and constraints included."""
    other = new_database()
    alembic(other, "upgrade", "head")
    try:
        alembic(other, "check")
    except CommandError as error:
        pytest.fail(str(error))


def test_the_schema_has_one_line_of_versions(alembic, new_database, project):
    """Versions of the schema: each migration names the one before it, there is one newest version,
    and a database knows its own. `0003` makes the table, `0002` is the version before."""
    assert len(ScriptDirectory.from_config(Config(project / "alembic.ini")).get_heads()) == 1
    other = new_database()
    alembic(other, "upgrade", "0002")
    assert (version(other), columns(other)) == (["0002"], {})
    alembic(other, "upgrade", "0003")
    assert (version(other), columns(other)) == (["0003"], COLUMNS)


def test_a_migration_can_be_taken_back(alembic, new_database):
    """`alembic downgrade 0002` takes the migration back: the table is gone, and what the versions
    before have made is as it was. Then it can be applied again."""
    other = new_database()
    alembic(other, "upgrade", "0003")
    other.execute("INSERT INTO users (email, name) VALUES ('ada@example.com', 'Ada')")
    alembic(other, "downgrade", "0002")
    assert (columns(other), other.count("users")) == ({}, 1)
    alembic(other, "upgrade", "0003")
    assert columns(other) == COLUMNS
