"""`course carry` along the real phases, from 04 on: what is carried runs, and passes old tests."""

import ast
import itertools
import shutil
from pathlib import Path

import pytest

from course.build import build
from course.carry import carry
from course.fitting import part_of
from course.merging import merge
from course.model import Phase, split_symbol
from course.solutions import apply, write_tree
from course.workspace import Course

ROOT = Path(__file__).resolve().parents[1]
LAST = "10"
REWRITES_PAGES = "09"
"""It rewrites the pages of the documentation: what is mine there is kept beside it."""


@pytest.fixture
def course(tmp_path) -> Course:
    """All phases as they were built, in a folder of their own."""
    shutil.copytree(
        ROOT / "solutions",
        tmp_path / "solutions",
        ignore=shutil.ignore_patterns("__pycache__", ".*_cache"),
    )
    build(Course(tmp_path))
    return Course(tmp_path)


def line_of(course: Course) -> list[Phase]:
    """04, and the phases after it, each the child of the one before."""
    found = [course.phase("04")]
    while found[-1].number != LAST:
        later = [p for p in course.phases.values() if p.after == found[-1].number and p.exercises]
        if not later:
            break
        found.append(later[0])
    return found


def solve(course: Course, phase: Phase) -> None:
    """Do the phase's exercises as the reference does, in the learner's project."""
    source = course.solutions.phase(phase.number)
    starter, solution = course.solutions.starter(source), course.solutions.solution(source)
    for path in solution:
        target = course.folder(phase) / path
        if solution[path] != starter.get(path):
            mine = target.read_bytes() if target.exists() else None
            write_tree(
                {path: merge(starter.get(path), mine, solution[path]).content or b""},
                course.folder(phase),
            )


def begin_differently(course: Course, phase: Phase) -> None:
    """Solve a phase with one right answer an exercise instead of the reference's."""
    source = course.solutions.phase(phase.number)
    tree = course.solutions.solution(source)
    seen = set()
    for answer in course.solutions.answers(source, "right"):
        if answer.exercise.id not in seen:
            apply(answer, tree)
            seen.add(answer.exercise.id)
    assert len(seen) > 5
    write_tree(tree, course.folder(phase))


def differing_symbols(course: Course, phase: Phase) -> list[str]:
    """What the exercises of a phase ask for, where it is not as in the starter."""
    starter = course.solutions.starter(course.solutions.phase(phase.number))
    found = []
    for symbol in (symbol for exercise in phase.exercises for symbol in exercise.solves):
        path = split_symbol(symbol)[0]
        mine = (course.folder(phase) / path).read_text(encoding="utf-8")
        if part_of(symbol, mine) != part_of(symbol, starter[path].decode()):
            found.append(symbol)
    return found


def edit(course: Course, phase: Phase, path: str, old: str, new: str) -> None:
    target = course.folder(phase) / path
    text = target.read_text(encoding="utf-8")
    assert old in text
    target.write_text(text.replace(old, new), encoding="utf-8")


def test_the_reference_brings_nothing(course):
    phases = line_of(course)
    for parent, phase in itertools.pairwise(phases):
        source = course.solutions.phase(parent.number)
        write_tree(course.solutions.solution(source), course.folder(parent))
        report = carry(course, phase)
        assert (report.files, report.kept, report.unfinished) == ({}, [], [])


def test_another_solution_comes_along_and_passes_old_tests(course):
    """All but the first and the last step leave the tests of earlier phases out, to be quick."""
    phases = line_of(course)
    begin_differently(course, phases[0])
    write_tree(
        {
            "app/words.py": b'"""Words that I say often."""\n\nSHOP = "My shop"\n',
            "notes/today.md": b"# Notes\n",
        },
        course.folder(phases[0]),
    )
    docs = course.folder(phases[0]) / "app/core/docs.py"
    docs.write_text(docs.read_text() + "\n\nfrom app.words import SHOP\n\nTITLE = SHOP\n")
    # The next phase takes this function away: the conflict is on purpose.
    edit(course, phases[0], "app/core/config.py", "text.strip().lower()", "text.strip().casefold()")
    for phase in phases[1:]:
        tested = phase is phases[1] or phase is phases[-1]
        report = carry(course, phase, old_tests=tested)
        project = course.folder(phase)
        for path in project.rglob("*.py"):
            ast.parse(path.read_bytes())
            assert b"<<<<<<<" not in path.read_bytes()
        assert (project / "app/words.py").exists()
        assert (project / "notes/today.md").exists()
        if phase.number < REWRITES_PAGES:
            assert "TITLE = SHOP" in (project / "app/core/docs.py").read_text()
        if phase.number == REWRITES_PAGES:
            assert "app/core/docs.py" in {kept.path for kept in report.kept}
            own = course.state_folder / "carry" / phase.slug / "app/core/docs.py"
            assert "TITLE = SHOP" in own.read_text()
        if tested:
            assert report.outcome is not None
            assert report.outcome.failed == []
            assert report.outcome.passed > 100
        if phase is phases[1]:
            assert report.unfinished == []
            assert "app/core/config.py" in {kept.path for kept in report.kept}
            own = course.state_folder / "carry" / phase.slug / "app/core/config.py"
            assert "casefold" in own.read_text()
        assert differing_symbols(course, phase) == []
        solve(course, phase)
