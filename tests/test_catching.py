"""Tests that learners write are graded by what they catch: here on a small course."""

import importlib
import json
import sys
from pathlib import Path

import pytest

from course.apis import KNOWN
from course.catching import Bench, Outcome, _aside, _forget, _helps, _imported, _users
from course.check import judge
from course.processes import run
from course.solutions import Solutions, write_tree
from course.verdict import ExerciseVerdict
from making import make, write

MANIFEST = """
title = "Sums"
summary = "Sums."
minutes = 5
kind = "asgi"
app = "app.main:app"

[[exercise]]
id = "4.1"
title = "Test a sum"
solves = ["suite/test_calc.py"]
lesson = "test-a-sum"
hints = ["Add."]
"""
CALC = '''
"""Sums."""

LIMIT = 100


def double(x: int) -> int:
    """Twice x, and never more than the limit."""
    return min(2 * x, LIMIT)


class Box:
    """Holds a number."""

    def __init__(self, x: int) -> None:
        self.x = x

    def open(self) -> int:
        """What is in it."""
        return self.x
'''
MAIN = '''
"""An application."""

import app.parts.kept
from app.calc import Box, double
from app.late import doubled

app = double(Box(1).open())
'''
LATE = '''
"""Uses the sums only when it is asked."""


def doubled(x: int) -> int:
    """Twice x."""
    from app.calc import double

    return double(x)
'''
TESTS = '''
"""4.1 Test a sum."""


def test_the_suite_passes(own_tests):
    """It passes."""
    own_tests("suite/test_calc.py").must_pass_in_any_order()


def test_what_is_broken_is_caught(own_tests):
    """It catches."""
    own_tests("suite/test_calc.py").must_catch_every_broken_api()


def test_what_is_right_is_accepted(own_tests):
    """It accepts."""
    own_tests("suite/test_calc.py").must_accept_every_variant()
'''
SUITE = """
from app.calc import Box, double
from suite.numbers import TWO


def test_two():
    assert double(TWO) == 4


def test_the_limit():
    assert double(1000) == 100


def test_a_box():
    assert Box(3).open() == 3
"""
NEEDS_EMPTY = """
import os
from pathlib import Path


def test_a_row():
    row = Path(os.environ["DATABASE_URL"])
    assert not row.exists()
    row.write_text("a row")
"""
BROKEN = {
    "1-square": ("A square.", "def double(x):\n    return min(x * x + 1, LIMIT)\n"),
    "2-no-limit": ("No limit.", "def double(x):\n    return 2 * x\n"),
    "3-other-limit": ("Another limit.", "LIMIT = 1000\n"),
    "4-box": ("An empty box.", "class Box:\n    def open(self):\n        return None\n"),
}
FILES = {
    "phase.toml": MANIFEST,
    "app/calc.py": CALC,
    "app/main.py": MAIN,
    "app/late.py": LATE,
    "app/parts/__init__.py": "from app.calc import LIMIT, Box\n",
    "app/parts/kept.py": "FOUR = 4\n",
    "tests/test_4_1_sum.py": TESTS,
    "suite/test_calc.py": SUITE,
    "suite/numbers.py": "TWO = 2\n",
    "answers/blank/4.1-none/suite/test_calc.py": '"""Your tests."""\n',
    "answers/variant/4.1-sum/answer.toml": 'says = "It adds."',
    "answers/variant/4.1-sum/app/calc.py": "def double(x):\n    return min(x + x, LIMIT)\n",
}
for name, (says, text) in BROKEN.items():
    FILES[f"answers/broken/4.1-{name}/answer.toml"] = f'says = "{says}"'
    FILES[f"answers/broken/4.1-{name}/app/calc.py"] = text


@pytest.fixture
def solutions(tmp_path: Path) -> Solutions:
    make(tmp_path)
    for name in ("phase.toml", "app/calc.py", "tests/test_4_1_double.py"):
        (tmp_path / "solutions/04-shop" / name).unlink()
    write(tmp_path, {f"04-shop/{name}": text for name, text in FILES.items()})
    return Solutions(tmp_path / "solutions")


@pytest.fixture
def judged(solutions, tmp_path):
    """Judge the solution with other tests of the learner, and other files."""

    def judge_with(files: dict[str, str]) -> ExerciseVerdict:
        phase = solutions.phase("04")
        project = tmp_path / "project"
        tree = solutions.solution(phase) | solutions.tests(phase)
        tree |= {name: text.encode() for name, text in files.items()}
        write_tree(tree, project)
        verdict = judge(phase, project, project / "tests", phase.exercises, run)
        return verdict.exercises[0]

    return judge_with


def passed(found: ExerciseVerdict) -> list[bool]:
    return [test.passed for test in found.tests]


def told(found: ExerciseVerdict) -> str:
    assert found.first_failed
    assert found.first_failed.failure
    failure = found.first_failed.failure
    return "\n".join([failure.note, *failure.detail])


def test_tests_that_catch_all_pass(judged):
    found = judged({})
    assert passed(found) == [True, True, True], told(found)


def test_what_is_not_caught_is_numbered_and_not_told(judged):
    found = judged({"suite/test_calc.py": SUITE.replace("double(1000) == 100", "True")})
    assert passed(found) == [True, False, True]
    assert told(found).splitlines()[0] == "Broken APIs 2 and 3 of 4 pass all your tests."
    assert "1 is caught by test_two: A square." in told(found)
    assert "limit." not in told(found).lower().replace("test_the_limit", "")


def test_a_correct_api_that_is_refused_is_told(judged):
    extra = "\n\ndef test_how():\n    assert 'x + x' not in open('app/calc.py').read()\n"
    found = judged({"suite/test_calc.py": SUITE + extra})
    assert passed(found) == [True, True, False]
    assert "It adds." in told(found)
    assert "test_how fails" in told(found)


@pytest.mark.parametrize("mark", ["skip(reason='later')", "xfail(reason='a known fault')"])
def test_a_test_that_says_nothing_neither_fails_nor_catches(judged, mark):
    extra = f"\n\n@pytest.mark.{mark}\ndef test_more():\n    assert Box(1).open() == 2\n"
    found = judged({"suite/test_calc.py": f"import pytest\n{SUITE}{extra}"})
    assert passed(found) == [True, True, True], told(found)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "has no test yet"),
        ("def test_it():\n    assert 1 == 2\n", "test_it fails on the API as it is."),
        ("import nowhere\n", "No module named 'nowhere'"),
        ("import os\n\n\ndef test_it():\n    os._exit(0)\n", "ended itself"),
    ],
)
def test_tests_that_do_not_pass_catch_nothing(judged, text, why):
    found = judged({"suite/test_calc.py": text})
    assert passed(found) == [False, False, False]
    assert why in told(found)


def test_a_conftest_that_cannot_be_imported_is_explained(judged):
    found = judged({"suite/conftest.py": "import nowhere\n"})
    assert "No module named 'nowhere'" in told(found)
    assert "suite/conftest.py, line 1" in told(found)


def test_tests_that_need_an_order_are_seen(judged):
    leak = "SEEN = []\n\n\ndef test_first():\n    SEEN.append(1)\n\n\n"
    leak += "def test_second():\n    assert SEEN\n"
    found = judged({"suite/test_calc.py": leak})
    assert "in another order" in told(found)


class File:
    """A database that is a file, with at most one row."""

    def __init__(self, path: Path) -> None:
        self.url = str(path)

    def restore(self) -> None:
        Path(self.url).unlink(missing_ok=True)


def test_tests_that_need_an_empty_database_are_seen(solutions, tmp_path):
    phase, project = solutions.phase("04"), tmp_path / "project"
    mine = {"suite/test_calc.py": NEEDS_EMPTY.encode()}
    write_tree(solutions.solution(phase) | solutions.tests(phase) | mine, project)
    bench = Bench(project, tmp_path / "bench", lambda _: [File(tmp_path / n) for n in "ab"])
    own = bench.tests_of(project / "tests/test_4_1_sum.py", "suite/test_calc.py", ())
    try:
        own.must_pass()
        with pytest.raises(pytest.fail.Exception, match="run again on the same database"):
            own.must_pass_in_any_order()
        assert not (tmp_path / "a").exists()
        assert not (tmp_path / "b").exists()
    finally:
        _imported.clear()
        _users.clear()


def test_the_learners_application_is_not_what_is_judged(judged):
    found = judged({"app/calc.py": "def double(x):\n    return 0\n\n\nclass Box:\n    pass\n"})
    assert passed(found) == [True, True, True], told(found)


def test_what_uses_a_module_that_differs_is_imported_anew(judged):
    """Inside of a function, too; and a package together with all that lies in it."""
    tests = """
import app.parts.kept
from app.late import doubled


def test_all_of_it():
    assert doubled(2) == app.parts.kept.FOUR
    assert doubled(1000) == app.parts.LIMIT == 100
    assert app.parts.Box(3).open() == 3
"""
    found = judged({"suite/test_calc.py": tests})
    assert passed(found) == [True, True, True], told(found)


def test_pytest_alone_runs_them(solutions, tmp_path):
    import subprocess
    import sys

    phase = solutions.phase("04")
    ini = {"suite/pytest.ini": b"[pytest]\naddopts = -p course.own_tests\n"}
    write_tree(solutions.solution(phase) | ini, tmp_path / "project")
    command = [sys.executable, "-m", "pytest", "suite", "-q"]
    done = subprocess.run(
        command, cwd=tmp_path / "project", capture_output=True, text=True, check=False
    )
    assert "3 passed" in done.stdout, done.stdout + done.stderr


@pytest.mark.usefixtures("solutions")
def test_an_api_has_the_blanks_of_others_and_the_solution_of_its_own_exercise(tmp_path):
    exercise = MANIFEST.partition("[[exercise]]")[2].replace("4.1", "4.2")
    exercise = exercise.replace("suite/test_calc.py", "app/calc.py::Box.open")
    first = MANIFEST.replace('"suite/test_calc.py"', '"suite/test_calc.py", "app/calc.py::double"')
    write(tmp_path, {"04-shop/phase.toml": f"{first}\n[[exercise]]{exercise}"})
    again = Solutions(tmp_path / "solutions")
    apis = json.loads(again.tests(again.phase("04"))["tests/apis.json"])
    assert 'NotImplementedError("exercise 4.1")' in apis["project"]["app/calc.py"]
    (variant,) = apis["exercises"]["4.1"]["variant"]
    assert "x + x" in variant["files"]["app/calc.py"]
    assert 'NotImplementedError("exercise 4.2")' in variant["files"]["app/calc.py"]
    assert not any(path.startswith("suite/") for path in [*variant["files"], *apis["project"]])


def test_an_outcome_is_kept_for_who_asks_again(tmp_path, monkeypatch):
    monkeypatch.setenv(KNOWN, str(tmp_path))
    failed = Outcome(2, [("test_two", "assert 3 == 4")])
    failed.remember("same")
    Outcome(0, problem="Stopped after 30 s.").remember("busy")
    assert Outcome.recall("same") == failed
    assert Outcome.recall("busy") is None
    assert Outcome.recall("other") is None


def test_what_another_project_imports_is_taken_out_again(tmp_path, monkeypatch):
    for name in ("mine", "theirs"):
        (tmp_path / name / "app").mkdir(parents=True)
        (tmp_path / name / "app/whose.py").write_text(f"WHOSE = {name!r}\n")
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    monkeypatch.chdir(theirs)
    with _aside(theirs) as imported:
        sys.path.insert(0, ".")  # as Alembic does
        assert importlib.import_module("app.whose").WHOSE == "theirs"
    assert "app.whose" in imported
    monkeypatch.chdir(mine)
    monkeypatch.setattr(sys, "path", [".", *sys.path])
    assert importlib.import_module("app.whose").WHOSE == "mine"
    _forget(mine)


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("suite/test_box.py", True),
        ("suite/test_other.py", False),
        ("suite/conftest.py", True),
        ("suite/snapshot.json", True),
        ("suite/factories.py", True),
        ("suite/helpers/people.py", True),
        ("suite/compatibility.py", False),
    ],
)
def test_only_what_a_file_of_tests_uses_is_run_with_it(name, needed):
    """Else a change of any helper would have all exercises judged anew."""
    words = {"suite/test_box.py", "from", "suite", "import", "factories", "helpers"}
    assert _helps(name, words) is needed
