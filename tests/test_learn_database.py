"""A phase with a database, as a learner meets it: checked, run, looked at, and kept apart."""

import json
import os
import re
import subprocess
import sys
from textwrap import dedent

import pytest

from course.build import build
from course.services import postgres
from test_learn_serve import ask, is_closed, port, serving  # noqa: F401 - a fixture

FILES = {
    "solutions/02-rows/phase.toml": """
        title = "Rows"
        summary = "Notes that stay."
        minutes = 5
        kind = "asgi"
        app = "app.main:app"
        services = ["postgres"]

        [environment]
        GREETING = "hello"

        [[exercise]]
        id = "2.1"
        title = "Keep a note"
        solves = ["app/main.py::add_note"]
        lesson = "keep-a-note"
        hints = ["INSERT, and commit."]
        """,
    "solutions/02-rows/app/main.py": '''
        """Notes in PostgreSQL."""

        import os

        import psycopg
        from fastapi import FastAPI

        app = FastAPI()


        @app.post("/notes", status_code=201)
        def add_note() -> int:
            """Keep a note."""
            with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
                row = connection.execute("INSERT INTO notes DEFAULT VALUES RETURNING id").fetchone()
            return row[0]


        @app.get("/notes")
        def count_notes() -> int:
            """Answer how many notes there are."""
            with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
                return connection.execute("SELECT count(*) FROM notes").fetchone()[0]


        @app.get("/greeting")
        def greet() -> str:
            """Answer what the environment says."""
            return os.environ["GREETING"]
        ''',
    "solutions/02-rows/alembic.ini": "[alembic]\nscript_location = %(here)s/migrations\n",
    "solutions/02-rows/migrations/env.py": '''
        """Run the migrations."""

        import os

        import sqlalchemy
        from alembic import context

        url = os.environ["DATABASE_URL"]
        with sqlalchemy.create_engine(url).connect() as connection:
            context.configure(connection=connection)
            with context.begin_transaction():
                context.run_migrations()
        ''',
    "solutions/02-rows/migrations/script.py.mako": "${repr(up_revision)}\n",
    "solutions/02-rows/migrations/versions/0001_notes.py": '''
        """Notes, the first of which is there from the start."""

        from alembic import op

        revision = "0001"
        down_revision = None


        def upgrade() -> None:
            """Make the table."""
            op.execute("CREATE TABLE notes (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY)")
            op.execute("CREATE TABLE answers (note int NOT NULL REFERENCES notes)")
            op.execute("INSERT INTO notes DEFAULT VALUES")
            op.execute("INSERT INTO answers VALUES (1)")
        ''',
    "solutions/02-rows/tests/test_2_1_keep_a_note.py": '''
        """2.1 Keep a note."""

        import pytest


        @pytest.mark.parametrize("time", [1, 2])
        def test_a_note_is_kept(client, database, time):
            """A note is there for everybody; the next id is 2 in each test."""
            assert client.post("/notes").json() == 2
            assert database.count("notes") == 2
        ''',
    "docs/phases/02-rows.md": "# Rows\n\n## Keep a note\n",
}
MAIN = "02-rows/app/main.py"
MIGRATION = "02-rows/migrations/versions/0001_notes.py"


@pytest.fixture
def learner(learner, monkeypatch):
    """A learner in a course with a third phase, which has a database; all of it is solved."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    for name, text in FILES.items():
        path = learner.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    build(learner.course)
    learner.solve("02-rows")
    return learner


def test_a_check_has_a_database_of_its_own(learner):
    assert learner.types("check", "02").returncode == 0


def test_plain_pytest_has_one_too(learner):
    command = learner.command()
    done = subprocess.run(
        [command[0], "-m", "pytest", "-q", "-p", "no:randomly"],
        cwd=learner.path("02-rows"),
        env=learner.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_forgotten_commit_is_seen(learner):
    learner.edit(MAIN, "    return row[0]", "        connection.rollback()\n    return row[0]")
    assert not learner.asks("check", "02")["passed"]


def test_a_transaction_that_is_left_open_is_told_and_stops_nobody(learner):
    learner.edit(MAIN, "app = FastAPI()", "app = FastAPI()\nLEFT = []")
    learner.edit(
        MAIN,
        '    """Keep a note."""\n',
        '    """Keep a note."""\n'
        '    left = psycopg.connect(os.environ["DATABASE_URL"])\n'
        '    left.execute("LOCK TABLE answers")\n'
        "    LEFT.append(left)\n",
    )
    verdict = learner.asks("check", "02")
    assert verdict["passed"]
    assert any("left open" in notice for notice in verdict["notices"])


def test_migrations_that_do_not_run_are_the_learners_to_mend(learner):
    learner.edit(MIGRATION, "CREATE TABLE notes", "CREATE TABEL notes")
    said = learner.types("check", "02").said
    assert "TABEL" in said
    assert "0001_notes.py" in said


def test_a_database_of_somebody_else_is_not_touched(learner):
    with postgres.scratch() as url, postgres.connect(url) as connection:
        connection.execute("CREATE DATABASE theirs")
        theirs = url.replace("/postgres", "/theirs")
        with postgres.connect(theirs) as there:
            there.execute("CREATE TABLE dear AS SELECT 1 AS id")
        done = learner.types("check", "02", DATABASE_URL=theirs)
        assert done.returncode == 2
        assert "the course did not make" in done.said
        assert "Unset DATABASE_URL" in done.said
        plain = subprocess.run(
            [learner.command()[0], "-m", "pytest", "-q"],
            cwd=learner.path("02-rows"),
            env=learner.environment(DATABASE_URL=theirs),
            capture_output=True,
            text=True,
            check=False,
        )
        assert "the course did not make" in plain.stdout + plain.stderr
        with postgres.connect(theirs) as there:
            assert there.execute("SELECT count(*) FROM dear").fetchone() == (1,)


def test_a_database_that_may_be_emptied_is_used(learner):
    with postgres.scratch() as url, postgres.connect(url) as connection:
        connection.execute("CREATE DATABASE mine")
        connection.execute(f"COMMENT ON DATABASE mine IS '{postgres.MAY_BE_EMPTIED}'")
        mine = url.replace("/postgres", "/mine")
        for _ in range(2):
            done = learner.types("check", "02", DATABASE_URL=mine)
            assert done.returncode == 0, done.said
        with postgres.connect(mine) as there:
            assert there.execute("SELECT count(*) FROM notes").fetchone() == (1,)


def test_run_keeps_its_rows_and_psql_shows_them(learner, port):  # noqa: F811
    with serving(learner, "02", "--port", str(port)):
        assert ask(port, "/greeting") == '"hello"'
        assert ask(port, "/notes") == "1"
        added = learner.types("psql", "02", "-c", "INSERT INTO notes DEFAULT VALUES")
        assert added.returncode == 0, added.said
        assert ask(port, "/notes") == "2"
        with postgres.connect(learner.types("psql", "02", "--url").stdout.strip()) as there:
            assert there.execute("SELECT count(*) FROM notes").fetchone() == (2,)
    assert is_closed(port)
    assert "course run 02" in learner.types("psql", "02", "--url").said
    with serving(learner, "02", "--port", str(port)):
        assert ask(port, "/notes") == "2"
    assert " 2\n" in learner.types("psql", "02", "-c", "SELECT count(*) FROM notes").said
    with serving(learner, "02", "--port", str(port), "--fresh"):
        assert ask(port, "/notes") == "1"


def test_a_migration_that_was_run_and_then_changed_is_told(learner, port):  # noqa: F811
    def said_while_serving(*words):
        with serving(learner, "02", "--port", str(port), *words) as process:
            assert ask(port, "/notes") == "1"
        return vars(process)["said"]

    assert "has changed" not in said_while_serving()
    learner.edit(MIGRATION, "Make the table.", "Make the tables.")
    assert "0001_notes.py has changed" in said_while_serving()
    assert "begin the database anew: course run 02 --fresh" in said_while_serving()
    assert "has changed" not in said_while_serving("--fresh")
    assert "has changed" not in said_while_serving()


def test_a_migration_that_does_not_run_is_told_in_a_sentence(learner):
    learner.edit(MIGRATION, "CREATE TABLE notes", "CREATE TABEL notes")
    path = learner.path("02-rows")
    with postgres.scratch() as url, postgres.connect(url) as connection:
        connection.execute("CREATE DATABASE shop")
        done = subprocess.run(
            [sys.executable, "-m", "course.serve", "migrated", "uvicorn"],
            cwd=path,
            env=learner.environment(DATABASE_URL=url.replace("/postgres", "/shop")),
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert "`alembic upgrade head` fails at migrations/versions/0001_notes.py" in done.stderr
    assert "Traceback" not in done.stderr
    assert "--fresh" not in done.stderr, "it is no database that the course keeps"


def test_psql_tells_that_there_are_no_tables(learner):
    assert "course run 02" in learner.types("psql", "02", "-c", "SELECT 1").said


def test_psql_tells_other_programs_where_the_database_is(learner):
    address = re.search(r"postgresql://\S+", learner.types("psql", "02").said)
    assert address
    assert address[0].endswith("/shop")


def test_psql_says_which_phases_have_a_database(learner):
    done = learner.types("psql", "01")
    assert done.returncode == 2
    assert "These phases have one: 02" in done.said


def test_doctor_looks_at_the_database(learner):
    found = json.loads(learner.types("doctor", "--json").stdout)["findings"]
    told = [f["told"] for f in found if f["what"] == "database"]
    assert any("PostgreSQL 18 starts" in words for words in told), told
    found = learner.asks("doctor")["findings"] if not os.environ.get("DATABASE_URL") else found
    assert all(f["good"] for f in found if f["what"] == "database")
