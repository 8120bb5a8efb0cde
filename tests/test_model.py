"""Manifests: what is refused, and what the sentence says of it."""

import tomllib

import pytest

from course.errors import CourseError
from course.model import Phase, overlap, parse_phase, split_symbol, unknown

HEAD = """
title = "Database"
summary = "Rows."
minutes = 60
after = "05"
kind = "asgi"
app = "app.main:app"
"""
FIRST = """
[[exercise]]
id = "6.1"
title = "Connect"
solves = ["app/db.py::connect", "alembic.ini"]
lesson = "connect"
hints = ["a", "b"]
seconds = 20
"""
SECOND = """
[[exercise]]
id = "6.2"
title = "Store"
solves = ["app/db.py::Store.add"]
lesson = "store"
hints = ["a"]
[exercise.topics]
"a.6.7" = "test_it"
"""


def parse(text: str, slug: str = "06-database") -> Phase:
    return parse_phase(tomllib.loads(text), slug, f"solutions/{slug}/phase.toml")


def test_a_whole_manifest():
    guards = '[[guards]]\ntest = "test_x"\nreason = "Because."\n'
    phase = parse(HEAD + guards + FIRST + SECOND)
    assert (phase.number, phase.after, phase.app) == ("06", "05", "app.main:app")
    assert [e.seconds for e in phase.exercises] == [20.0, 10.0]
    assert phase.exercises[0].files == ("app/db.py", "alembic.ini")
    assert phase.exercises[1].topics == {"a.6.7": "test_it"}
    assert phase.guards[0].reason == "Because."
    assert phase.exercise_of_test_file("test_6_2_store.py") is phase.exercises[1]
    assert phase.exercise_of_test_file("test_6_20_store.py") is None


@pytest.mark.parametrize(
    ("text", "sentence", "remedy"),
    [
        (HEAD + 'depedencies = ["x"]', "`depedencies` is not known", "`dependencies`?"),
        (HEAD + "zzz = 1", "`zzz` is not known", "Remove it."),
        (HEAD + FIRST + 'solve = ["x"]', "`exercise[0].solve` is not known", "`solves`?"),
        (
            HEAD + FIRST.replace('title = "Connect"', ""),
            "`exercise[0].title` is missing",
            "`title` (str)",
        ),
        (HEAD.replace("60", '"60"'), "`minutes` is a str", "Write a int, not '60'."),
        (HEAD.replace("60", "true"), "`minutes` is a bool", "Write a int"),
        (HEAD + 'needs = "05"', "`needs` is a str", "Write a list"),
        (HEAD + "needs = [5]", "`needs` holds something that is not a string", "strings only"),
        (HEAD + '[topics]\n"a.1" = 3', "`topics` holds something that is not a string", "strings"),
        (HEAD + "guards = [3]", "`guards` is not a list of tables", "[[guards]]"),
        (HEAD + '[[guards]]\ntest = "x"', "`guards[0].reason` is missing", "Add"),
        (HEAD.replace("asgi", "asgy"), "`kind` is 'asgy'", "asgi, wsgi"),
        (HEAD.replace(":app", ""), "`app` names no application", '"app.main:app"'),
        (HEAD + FIRST + FIRST, "`exercise[1].id` is '6.1'", "Number it '6.2'."),
        (HEAD + SECOND, "`exercise[0].id` is '6.2'", "Number it '6.1'."),
        (
            HEAD + FIRST.replace('["app/db.py::connect", "alembic.ini"]', "[]"),
            "`exercise[0].solves` is empty",
            "app/x.py::name",
        ),
        (HEAD + FIRST.replace('["a", "b"]', "[]"), "`exercise[0].hints` is empty", "nudge"),
        (
            HEAD + FIRST + "[exercise.topics]\n" + "".join(f'"a.{n}" = "t"\n' for n in range(9)),
            "`exercise[0].topics` names 9 topics",
            "at most eight",
        ),
        (
            HEAD + FIRST + SECOND.replace("::Store.add", ""),
            "names app/db.py, which overlaps app/db.py::connect of exercise 6.1",
            "Let one exercise have it",
        ),
    ],
)
def test_mistakes_name_file_key_and_remedy(text: str, sentence: str, remedy: str):
    with pytest.raises(CourseError) as caught:
        parse(text)
    assert caught.value.sentence.startswith("solutions/06-database/phase.toml: ")
    assert sentence in caught.value.sentence
    assert remedy in caught.value.remedy


@pytest.mark.parametrize("slug", ["6-database", "database", "06_database", "06-Database", "06-"])
def test_a_folder_that_is_not_named_like_a_phase(slug: str):
    with pytest.raises(CourseError, match="not named like a phase"):
        parse(HEAD, slug)


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        ("a.py::f", "a.py::f", True),
        ("a.py::f", "b.py::f", False),
        ("a.py", "a.py::f", True),
        ("a.py::A", "a.py::A.f", True),
        ("a.py::A.f", "a.py::A.g", False),
        ("a.py::A", "a.py::Ab", False),
        ("a.yaml#/x", "a.yaml#/x/y", True),
        ("a.yaml#/x", "a.yaml#/xy", False),
        ("a.yaml", "a.yaml#/x", True),
        ("a.yaml#/paths/~1a/get", "a.yaml#/paths/~1a/post", False),
    ],
)
def test_overlapping_symbols(one: str, other: str, together: bool):  # noqa: FBT001
    assert overlap(one, other) is together
    assert overlap(other, one) is together


def test_a_symbol_is_taken_apart():
    assert split_symbol("a/b.py::C.d") == ("a/b.py", "C.d", "")
    assert split_symbol("a/b.yaml#/x/~1y") == ("a/b.yaml", "", "/x/~1y")
    assert split_symbol("Dockerfile") == ("Dockerfile", "", "")


def test_the_nearest_names_are_offered():
    error = unknown("phase", "04-fastpai", ["00-python", "04-fastapi"])
    assert str(error) == "There is no phase '04-fastpai' in the course. Did you mean 04-fastapi?"
    assert "There are: 00-python." in str(unknown("phase", "zzzz", ["00-python"]))
    assert "There are none yet." in str(unknown("phase", "x", []))


def test_exercises_that_are_only_of_the_same_phase_are_not_near():
    ids = [f"0.{number}" for number in range(1, 10)]
    assert set(unknown("exercise", "0.12", ids).remedy.split()[3:]) == {"0.2", "or", "0.1?"}
