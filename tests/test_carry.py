"""`course carry`: the learner's own code of the parent phase, taken along."""

import json
import shutil
from textwrap import dedent

import pytest

from course import restore
from course.build import build
from course.carry import carry as carry_into
from course.errors import CourseError
from course.fitting import chained
from course.progress import load, locked
from course.workspace import Course
from learner import Learner
from making import write

PHASE = """\
title = "{title}"
summary = "Numbers."
minutes = 5
kind = "library"
{more}
"""
EXERCISE = """
[[exercise]]
id = "{id}"
title = "{name}"
solves = ["{solves}"]
lesson = "x"
hints = ["Think."]
"""
TEST = '''\
"""{id} {name}."""


def test_{name}():
    """It does."""
    from app.{module} import {name}

    assert {name}(6) == {expected}
'''
CALC = '''\
"""Numbers."""

LIMIT = 100


def double(x: int) -> int:
    """Twice x."""
    return 2 * x


def halve(x: int) -> int:
    """Half of x."""
    half = x // 2
    return half


def describe(x: int) -> str:
    """Say what x is."""
    kind = "odd"
    if x % 2 == 0:
        kind = "even"
    return f"{x} is {kind}"
'''
TRIPLE = '''\


def triple(x: int) -> int:
    """Three times x."""
    return 3 * x
'''
LATER = CALC.replace("half = x // 2", "half = x >> 1").replace('kind = "odd"', 'kind = "not even"')
FILES = {
    "00-plain/phase.toml": PHASE.format(title="Plain", more="")
    + EXERCISE.format(id="0.1", name="double", solves="app/calc.py::double")
    + EXERCISE.format(id="0.2", name="halve", solves="app/calc.py::halve"),
    "00-plain/app/calc.py": CALC,
    "00-plain/app/old.py": "OLD = 1\n",
    "00-plain/app/text.py": "def shout(text: str) -> str:\n    return text.upper()\n",
    "00-plain/app/rules.toml": "limit = 1\n",
    "00-plain/tests/test_0_1_double.py": TEST.format(
        id="0.1", name="double", module="calc", expected=12
    ),
    "00-plain/tests/test_0_2_halve.py": TEST.format(
        id="0.2", name="halve", module="calc", expected=3
    ),
    "01-more/phase.toml": PHASE.format(title="More", more='after = "00"\nremoves = ["app/old.py"]')
    + EXERCISE.format(id="1.1", name="triple", solves="app/calc.py::triple")
    + EXERCISE.format(id="1.2", name="price", solves="app/shop.py::price"),
    "01-more/app/calc.py": LATER + TRIPLE,
    "01-more/app/shop.py": '''\
        """A shop."""

        from app.calc import double

        SIZE = double(1)


        def price(x: int) -> int:
            """What x cost."""
            return double(x) + 1
        ''',
    "01-more/tests/test_1_1_triple.py": TEST.format(
        id="1.1", name="triple", module="calc", expected=18
    ),
    "01-more/tests/test_1_2_price.py": TEST.format(
        id="1.2", name="price", module="shop", expected=13
    ),
    "02-last/phase.toml": PHASE.format(title="Last", more='after = "01"')
    + EXERCISE.format(id="2.1", name="cost", solves="app/cost.py::cost"),
    "02-last/app/cost.py": "def cost(x: int) -> int:\n    return x\n",
    "02-last/tests/test_2_1_cost.py": TEST.format(id="2.1", name="cost", module="cost", expected=6),
}
CALC_0, CALC_1 = "00-plain/app/calc.py", "01-more/app/calc.py"


@pytest.fixture
def learner(tmp_path) -> Learner:
    """A learner who has solved phase 00 as the reference does."""
    root = tmp_path / "mein Kurs"
    write(root, FILES)
    build(Course(root))
    learner = Learner(root)
    learner.solve("00-plain")
    return learner


def carry(learner, phase="01", **options):
    course = Course(learner.root)
    return carry_into(course, course.phase(phase), **options)


def kept(report):
    return {k.path: k.why for k in report.kept}


def test_own_code_comes_along_and_undo_takes_it_back(learner):
    learner.edit(CALC_0, "return 2 * x", "return x + x")
    learner.write("00-plain/app/text.py", "def shout(text):\n    return text.swapcase()\n")
    learner.path("00-plain/app/tools").mkdir()
    learner.write("00-plain/app/tools/mine.py", "MINE = 1\n")
    learner.path("00-plain/app/logo.png").write_bytes(b"\x89PNG\0\xff")
    learner.path("00-plain/app/__pycache__").mkdir()
    learner.write("00-plain/app/__pycache__/x.pyc", "no")
    before = learner.files()
    done = learner.types("carry", "01")
    assert done.returncode == 0, done.said
    assert "merged   app/calc.py" in done.stdout
    assert "yours    app/text.py" in done.stdout
    assert "added    app/tools/mine.py" in done.stdout
    assert "Tests of earlier phases: 2 pass" in done.stdout
    calc = learner.read(CALC_1)
    assert "return x + x" in calc
    assert "half = x >> 1" in calc
    assert 'raise NotImplementedError("exercise 1.1")' in calc
    assert "swapcase" in learner.read("01-more/app/text.py")
    assert learner.path("01-more/app/logo.png").read_bytes() == b"\x89PNG\0\xff"
    assert not learner.path("01-more/app/__pycache__").exists()
    assert "carry of 00-plain into 01-more" in learner.types("undo").stdout
    assert learner.files() == before


def test_json(learner):
    learner.edit(CALC_0, "return 2 * x", "return x + x")
    data = learner.asks("carry", "01")
    assert data["files"] == {"app/calc.py": "merged"}
    assert data["old_tests"] == {"passed": 2, "failed": []}
    assert data["copy"].startswith(".course/copies/")
    assert data["unfinished"] == data["kept"] == []


def test_where_lines_conflict_the_starters_whole_function_stands(learner):
    learner.edit(CALC_0, "    half = x // 2\n    return half", "    return int(x / 2)")
    learner.edit(CALC_0, "return 2 * x", "return x + x")
    report = carry(learner)
    calc = learner.read(CALC_1)
    assert "half = x >> 1\n    return half" in calc
    assert "return x + x" in calc
    assert "<<<<" not in calc
    assert kept(report) == {"app/calc.py": "the lines that both changed are the starter's"}
    folder = learner.state / "carry" / "01-more"
    assert "int(x / 2)" in (folder / "app/calc.py").read_text()
    note = (folder / "NOTE.md").read_text()
    assert "## app/calc.py" in note
    assert "int(x / 2)" in note
    assert "x >> 1" in note


def test_a_function_of_which_only_some_lines_conflict_is_wholly_the_starters(learner):
    learner.edit(CALC_0, 'kind = "odd"', 'sort = "odd"')
    learner.edit(CALC_0, '        kind = "even"', '        sort = "even"')
    learner.edit(CALC_0, "is {kind}", "is {sort}")
    carry(learner)
    assert "sort" not in learner.read(CALC_1)
    assert 'return f"{x} is {kind}"' in learner.read(CALC_1)


def test_what_the_phase_asks_for_stays_open(learner):
    text = learner.read(CALC_0)
    learner.write(CALC_0, f"{text}\n\ndef triple(x: int) -> int:\n    return x + x + x\n")
    report = carry(learner)
    assert 'raise NotImplementedError("exercise 1.1")' in learner.read(CALC_1)
    assert "app/calc.py" in kept(report)


def test_what_solves_an_exercise_in_another_way_stays_behind(learner):
    """Here by a package that replaces the blank when it is imported."""
    learner.write(
        "00-plain/app/__init__.py",
        "import app.calc\n\n\ndef by_three(x):\n    return 3 * x\n\n\napp.calc.triple = by_three\n",
    )
    learner.edit(CALC_0, "return 2 * x", "return x + x")
    report = carry(learner)
    verdict = learner.types("check", "01", "--json")
    assert [e["passed"] for e in json.loads(verdict.stdout)["exercises"]] == [False, False]
    assert kept(report) == {
        "app/__init__.py": "with yours, exercise 1.1 would pass before you write it"
    }
    assert report.files == {"app/calc.py": "merged"}


def test_files_that_the_phase_removes_do_not_come(learner):
    learner.write("00-plain/app/old.py", "OLD = 2\n")
    report = carry(learner)
    assert not learner.path("01-more/app/old.py").exists()
    assert kept(report) == {"app/old.py": "01-more has it no more"}


def test_a_file_that_the_learner_deleted(learner):
    learner.path("00-plain/app/text.py").unlink()
    learner.path(CALC_0).rename(learner.path("00-plain/app/calculator.py"))
    learner.path(CALC_0).write_text("from app.calculator import *\n")
    report = carry(learner)
    assert report.files["app/text.py"] == "removed"
    assert not learner.path("01-more/app/text.py").exists()


def test_a_file_whose_deletion_would_break_the_phase_stays(learner):
    learner.path(CALC_0).unlink()
    learner.write("00-plain/app/text.py", "HERE = 1\n")
    report = carry(learner)
    assert report.unfinished == ["0.1", "0.2"]
    assert kept(report)["app/calc.py"] == "you deleted it, and this phase needs it"
    assert report.files == {"app/text.py": "yours"}


def test_syntax_errors_are_said_first_and_nothing_is_carried(learner):
    learner.edit(CALC_0, "def double(x", "def double((x")
    before = learner.files()
    done = learner.types("carry", "01")
    assert done.returncode == 2
    assert "Nothing was carried: phases/00-plain cannot be run. app/calc.py, line 6" in done.stderr
    assert learner.files() == before


def test_exercises_that_do_not_pass_are_as_in_the_reference(learner):
    learner.edit(CALC_0, "    half = x // 2\n    return half", "    size = x\n    return size")
    learner.edit(CALC_0, "return 2 * x", "return x + x")
    done = learner.types("carry", "01")
    assert done.returncode == 0
    assert "Not all of 00-plain passes; as in the reference here: 0.2." in done.stdout
    assert "half = x >> 1" in learner.read(CALC_1)
    assert "return x + x" in learner.read(CALC_1)


def test_an_untouched_phase_has_nothing_to_carry(learner):
    done = learner.types("carry", "01")
    assert done.returncode == 0
    assert "phases/00-plain has nothing of yours that phases/01-more lacks." in done.stdout


def test_work_in_the_phase_is_kept_unless_forced(learner):
    learner.edit(CALC_0, "return 2 * x", "return x + x")
    learner.write("00-plain/app/text.py", "HERE = 1\n")
    learner.edit(CALC_1, 'raise NotImplementedError("exercise 1.1")', "return 3 * x")
    learner.types("check", "01")
    report = carry(learner)
    assert report.files == {"app/text.py": "yours"}
    assert "you have worked on it" in kept(report)["app/calc.py"]
    assert "return 3 * x" in learner.read(CALC_1)
    assert "return x + x" not in learner.read(CALC_1)
    assert load(learner.state).passed["1.1"]
    report = carry(learner, force=True)
    assert "return x + x" in learner.read(CALC_1)
    assert 'raise NotImplementedError("exercise 1.1")' in learner.read(CALC_1)
    assert not load(learner.state).passed["1.1"]
    restore.undo(learner.course)
    assert "return 3 * x" in learner.read(CALC_1)
    assert load(learner.state).passed["1.1"]


def test_carried_again_after_more_work_in_the_parent(learner):
    learner.edit(CALC_0, "return 2 * x", "return x + x")
    learner.write("00-plain/app/mine.py", "MINE = 1\n")
    carry(learner)
    assert carry(learner).files == {}
    learner.edit(CALC_0, "return x + x", "return x * 2")
    learner.path("00-plain/app/mine.py").unlink()
    report = carry(learner)
    assert report.kept == []
    assert "return x * 2" in learner.read(CALC_1)
    assert not learner.path("01-more/app/mine.py").exists()


def test_what_the_learner_renamed_is_there_again_where_the_phase_needs_it(learner):
    learner.edit(CALC_0, "def double", "def twice")
    learner.write("00-plain/app/text.py", "HERE = 1\n")
    report = carry(learner)
    assert report.unfinished == ["0.1"]
    assert "def double" in learner.read(CALC_1)
    assert report.files["app/text.py"] == "yours"


def test_a_merge_that_no_longer_starts_falls_back_to_the_starters_file(learner):
    learner.edit(CALC_0, "LIMIT = 100", "import app.old\n\nLIMIT = app.old.OLD")
    learner.write("00-plain/app/text.py", "HERE = 1\n")
    report = carry(learner)
    assert report.files == {"app/text.py": "yours"}
    why = kept(report)["app/calc.py"]
    assert "with yours the phase does not start" in why
    assert "app.old" in why
    assert "app.old" not in learner.read(CALC_1)


def test_a_broken_merge_of_a_settings_file_falls_back(learner):
    write(learner.root, {"01-more/app/rules.toml": "limit = 1\n\n[a]\nx = 1\n\n\n\n\n[z]\ny = 1\n"})
    build(Course(learner.root))
    learner.write("00-plain/app/rules.toml", "[a]\nx = 2\n\n\n\n\nlimit = 1\n")
    report = carry(learner)
    assert learner.read("01-more/app/rules.toml").startswith("limit = 1\n")
    assert "because merged it is broken" in kept(report)["app/rules.toml"]


def test_old_tests_that_fail_are_named(learner):
    """The learner's code is right by itself, and wrong with what the phase brings."""
    write(
        learner.root,
        {"01-more/app/calc.py": LATER.replace("LIMIT = 100", "LIMIT = 7") + TRIPLE},
    )
    build(Course(learner.root))
    learner.edit(CALC_0, "return 2 * x", "return 2 * x if x < LIMIT - 1 else 0")
    write(learner.root, {"01-more/app/calc.py": LATER.replace("LIMIT = 100", "LIMIT = 7") + TRIPLE})
    done = learner.types("carry", "01")
    assert done.returncode == 1
    assert "1 pass on the starter, and with your code no longer:" in done.stdout
    assert "0.1::test_double" in done.stdout
    assert "course undo" in done.stdout
    assert learner.asks("carry", "01")["old_tests"]["failed"][0]["test"] == "0.1::test_double"


def test_along_a_chain(learner):
    learner.edit(CALC_0, "return 2 * x", "return x + x")
    learner.write("00-plain/app/mine.py", "MINE = 1\n")
    carry(learner)
    learner.edit(CALC_1, 'raise NotImplementedError("exercise 1.1")', "return x + double(x)")
    learner.edit(
        "01-more/app/shop.py", 'raise NotImplementedError("exercise 1.2")', "return 1 + 2 * x"
    )
    report = carry(learner, "02")
    assert report.unfinished == []
    assert report.outcome is not None
    assert report.outcome.passed == 4
    assert "return x + double(x)" in learner.read("02-last/app/calc.py")
    assert "return x + x" in learner.read("02-last/app/calc.py")
    assert learner.read("02-last/app/mine.py") == "MINE = 1\n"


def test_lines_that_a_windows_editor_ended(learner):
    learner.edit(CALC_0, "return 2 * x", "return x + x")
    text = learner.read(CALC_0)
    learner.path(CALC_0).write_bytes(text.replace("\n", "\r\n").encode())
    assert carry(learner).kept == []
    assert "return x + x\n" in learner.read(CALC_1)


@pytest.mark.parametrize(
    ("phase", "told"),
    [("00", "00-plain follows no other phase"), ("07", "There is no phase '07'")],
)
def test_phases_without_a_parent(learner, phase, told):
    done = learner.types("carry", phase)
    assert done.returncode == 2
    assert told in done.stderr


def test_without_solutions_it_says_so(learner):
    shutil.rmtree(learner.root / "solutions")
    done = learner.types("carry", "01")
    assert done.returncode == 2
    assert "There is no solutions/ here" in done.stderr


def test_a_phase_that_is_gone(learner):
    shutil.rmtree(learner.root / "phases" / "01-more")
    with pytest.raises(CourseError, match=r"phases/01-more is gone.*course reset 01"):
        carry(learner)


def test_two_at_once(learner):
    learner.state.mkdir(exist_ok=True)
    with locked(learner.state / "changes.lock"):
        done = learner.types("carry", "01")
    assert done.returncode == 2
    assert "Another course carry or course update is at work here." in done.stderr


def test_the_phase_is_broken_already(learner):
    learner.edit(CALC_0, "return 2 * x", "return x + x")
    learner.write("01-more/app/shop.py", "import nowhere\n")
    with pytest.raises(CourseError, match=r"01-more does not start as it is.*nowhere"):
        carry(learner)


def test_notes_of_an_earlier_carry_stay(learner):
    learner.edit(CALC_0, "half = x // 2", "half = int(x / 2)")
    carry(learner)
    learner.edit(CALC_0, "half = int(x / 2)", "half = x - x // 2")
    carry(learner)
    found = sorted(p.parent.name for p in (learner.state / "carry").rglob("NOTE.md"))
    assert len(found) == 2
    assert found[0] == "01-more"
    assert dedent(learner.read(CALC_0)) == (learner.state / "carry/01-more/app/calc.py").read_text()


def test_a_mixed_file_that_fails_old_tests_becomes_the_starters(learner):
    """Here the learner's `double` needs the learner's `halve`, in which lines conflicted."""
    learner.edit(CALC_0, "def halve(x: int)", "def halve(x: int, by: int = 2)")
    learner.edit(CALC_0, "half = x // 2", "half = x // by")
    learner.edit(CALC_0, "return 2 * x", "return halve(2 * x, 1) if x > 5 else 2 * x")
    learner.write("00-plain/app/text.py", "HERE = 1\n")
    report = carry(learner)
    assert report.files == {"app/text.py": "yours"}
    assert kept(report) == {
        "app/calc.py": "the starter's whole file stands; mixed with yours, 0.1::test_double fails"
    }
    assert report.outcome is not None
    assert (report.outcome.passed, report.outcome.failed) == (2, [])
    assert "by" in (learner.state / "carry/01-more/app/calc.py").read_text()


def test_where_the_references_answer_does_not_fit_it_is_said(learner):
    reference = LATER + TRIPLE.replace("return 3 * x", "return LIMIT - 100 + 3 * x")
    write(learner.root, {"01-more/app/calc.py": reference})
    build(Course(learner.root))
    learner.edit(CALC_0, "LIMIT = 100", "LIMIT = 50")
    done = learner.types("carry", "01")
    assert done.returncode == 0
    assert "The reference's answers would not do here" in done.stdout
    assert "1.1::test_triple: expected 18, received -32" in done.stdout


def test_tests_of_earlier_phases_can_be_left_out(learner):
    learner.edit(CALC_0, "return 2 * x", "return x + x")
    assert carry(learner, old_tests=False).outcome is None


MIGRATION = (
    '"""Do it.\n\nRevises: {before}\n"""\n\nrevision: str = "{own}"\ndown_revision = "{before}"\n'
)


def test_own_migrations_come_after_those_of_the_phase():
    theirs = {
        "m/1.py": MIGRATION.format(own="0001", before="").replace('= ""', "= None").encode(),
        "m/2.py": MIGRATION.format(own="0002", before="0001").encode(),
        "app/x.py": b"X = 1\n",
    }
    own = {
        "m/a.py": MIGRATION.format(own="aaaa", before="0001").encode(),
        "m/b.py": MIGRATION.format(own="bbbb", before="aaaa").encode(),
        "app/y.py": b"down_revision\n",
        "app/z.py": b"down_revision (\n",
    }
    expected = MIGRATION.format(own="aaaa", before="0002").encode()
    assert chained(own, theirs) == {"m/a.py": expected}
    assert chained({"m/a.py": expected}, theirs) == {}
    assert chained(own, {}) == {}


def test_where_nothing_can_be_kept_nothing_is_changed(learner):
    shutil.rmtree(learner.state, ignore_errors=True)
    learner.state.write_text("a file")
    done = learner.types("carry", "01")
    assert done.returncode == 2
    assert ".course cannot be read or written" in done.stderr
