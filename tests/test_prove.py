"""The proofs see what they say that they see: each is broken on purpose."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from course import lesson, skeleton
from course.prove import PROOFS, prove, splits
from course.solutions import Solutions, teams

MANIFEST = """
title = "First"
summary = "The first phase."
minutes = 10
kind = "library"

[[exercise]]
id = "0.1"
title = "Double"
solves = ["app/calc.py::double"]
lesson = "double"
hints = ["Multiply."]
"""
CALC = '''"""Sums."""


def double(number: int) -> int:
    """Twice the number."""
    return 2 * number
'''
MAIN = '"""Prints a sum."""\n\nfrom app.calc import double\n\nprint(double(2))\n'
TESTS = '''"""0.1 Double."""

from app.calc import double


def test_a_number_is_doubled():
    """Twice 2 is 4."""
    assert double(2) == 4


def test_zero_stays():
    """Twice 0 is 0."""
    assert double(0) == 0
'''
LESSON = """# First

## Double

::: exercise 0.1

```console
$ python -m app
4
```

::: mistakes 00
"""
ANSWER = 'def double(number: int) -> int:\n    """Twice the number."""\n    return {}\n'


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def root(tmp_path):
    """A course of one phase that proves."""
    answers = {
        "wrong/0.1-square": ("number**2 + number", 'fails = "test_a_number_is_doubled"'),
        "wrong/0.1-adds": ("number + 2 if number == 0 else 4", 'fails = "test_zero_stays"'),
        "right/0.1-sum": ("number + number", ""),
        "right/0.1-shift": ("number << 1", ""),
    }
    files = {"phase.toml": MANIFEST, "app/calc.py": CALC, "app/__main__.py": MAIN}
    files["tests/test_0_1_double.py"] = TESTS
    for name, (value, fails) in answers.items():
        files[f"answers/{name}/app/calc.py"] = ANSWER.format(value)
        files[f"answers/{name}/answer.toml"] = f'says = "It answers {value}."\n{fails}\n'
    write(tmp_path / "solutions" / "00-first", files)
    write(tmp_path / "docs" / "phases", {"00-first.md": LESSON})
    repository = Path(__file__).parents[1]
    (tmp_path / "pyproject.toml").write_bytes((repository / "pyproject.toml").read_bytes())
    return tmp_path


def proven(root: Path, *only: str, phase: str = "00") -> dict[str, list[str]]:
    solutions = Solutions(root / "solutions")
    results = prove(solutions, root, [solutions.phase(phase)], only=only or PROOFS)
    return {result.proof: result.problems for result in results}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_sound_phase_passes_all_seven(root):
    assert proven(root) == {name: [] for name in PROOFS}


def test_what_cannot_be_judged_here_is_told_and_not_passed(root):
    tests = root / "solutions/00-first/tests/test_0_1_double.py"
    skip = '@__import__("pytest").mark.skip("There is no abacus here.")\n'
    change(tests, "def test_zero_stays", f"{skip}def test_zero_stays")
    solutions = Solutions(root / "solutions")
    chosen = ("staircase", "solution", "wrong", "right")
    results = prove(solutions, root, [solutions.phase("00")], only=chosen)
    told = {result.proof: result.unverified for result in results}
    assert "0.1 test_zero_stays: There is no abacus here." in told["solution"]
    assert any("0.1-adds" in line for line in told["wrong"])
    assert [p for result in results if result.proof != "solution" for p in result.problems] == []


def test_what_a_killed_run_left_in_memory_is_removed(root, tmp_path, monkeypatch):
    gone = subprocess.Popen(["git", "--version"], stdout=subprocess.DEVNULL)
    gone.wait()
    left, used, other = (
        tmp_path / f"course-prove-{name}-x" for name in (gone.pid, os.getppid(), "old")
    )
    for folder in (left, used, other):
        folder.mkdir()
    monkeypatch.setattr("course.prove.MEMORY", tmp_path)
    proven(root, "right")
    assert set(tmp_path.glob("course-prove-*")) == {used, other}


def test_a_skeleton_passes_all_that_it_can(root):
    solutions = Solutions(root / "solutions")
    skeleton.create(solutions, root / "docs/phases", "05", solutions.phase("00"), "Käse & Co")
    assert (root / "solutions/05-kase-co/phase.toml").is_file()
    assert proven(root, phase="05") == {name: [] for name in PROOFS}


def test_a_blank_that_passes_is_seen(root):
    write(root / "solutions/00-first", {"answers/blank/0.1-given/app/calc.py": CALC})
    problems = proven(root, "starter")["starter"]
    assert any("0.1 passes on the blank" in p for p in problems)


def test_a_test_that_passes_on_the_blank_must_be_a_guard(root):
    blank = ANSWER.format("0")
    write(root / "solutions/00-first", {"answers/blank/0.1-zero/app/calc.py": blank})
    assert any(
        "test_zero_stays passes on the blank" in p for p in proven(root, "starter")["starter"]
    )
    manifest = root / "solutions/00-first/phase.toml"
    guard = '\n[[guards]]\ntest = "test_zero_stays"\nreason = "Zero is easy."\n'
    manifest.write_text(MANIFEST + guard, encoding="utf-8")
    assert proven(root, "starter")["starter"] == []


def test_a_guard_that_guards_nothing_is_seen(root):
    guard = '\n[[guards]]\ntest = "test_zero_stays"\nreason = "None."\n'
    (root / "solutions/00-first/phase.toml").write_text(MANIFEST + guard, encoding="utf-8")
    assert any("drop it from [[guards]]" in p for p in proven(root, "starter")["starter"])


def test_a_starter_that_cannot_be_imported_is_seen(root):
    change(root / "solutions/00-first/app/calc.py", '"""Sums."""', '"""Sums."""\n\nimport nowhere')
    assert any("nowhere" in p for p in proven(root, "starter")["starter"])


def test_a_test_without_a_requirement_is_seen(root):
    change(root / "solutions/00-first/tests/test_0_1_double.py", '    """Twice 0 is 0."""\n', "")
    assert any("no docstring" in p for p in proven(root, "starter")["starter"])


def test_a_solution_that_fails_lint_or_types_is_seen(root):
    change(root / "solutions/00-first/app/calc.py", "-> int:", "-> str:")
    problems = proven(root, "solution")["solution"]
    assert any("mypy" in p and "Incompatible return value" in p for p in problems)
    change(root / "solutions/00-first/app/calc.py", "2 * number", "2*number")
    assert any(p.startswith("ruff format") for p in proven(root, "solution")["solution"])


def test_a_solution_that_fails_in_some_order_is_seen(root):
    leak = TESTS.replace("assert double(0) == 0", "assert double(0) == 0\n    SEEN.append(1)")
    leak = leak.replace("assert double(2) == 4", "assert double(2) == 4 and not SEEN")
    leak = leak.replace("def test_a", "SEEN: list[int] = []\n\n\ndef test_a")
    write(root / "solutions/00-first", {"tests/test_0_1_double.py": leak})
    assert any("test_a_number_is_doubled fails" in p for p in proven(root, "solution")["solution"])


def test_a_wrong_answer_that_passes_is_seen(root):
    write(
        root / "solutions/00-first/answers/wrong/0.1-adds",
        {"app/calc.py": ANSWER.format("number * 2")},
    )
    assert any("does not see the mistake" in p for p in proven(root, "wrong")["wrong"])


def test_too_few_answers_are_seen(root):
    for name in ("wrong/0.1-adds", "right/0.1-sum"):
        for file in ("answer.toml", "app/calc.py"):
            (root / "solutions/00-first/answers" / name / file).unlink()
        (root / "solutions/00-first/answers" / name / "app").rmdir()
        (root / "solutions/00-first/answers" / name).rmdir()
    problems = proven(root, "wrong", "right")
    assert problems["wrong"] == ["0.1 has 1 wrong answers: write at least 2."]
    assert problems["right"] == ["1 right answers: write at least 2 a phase."]


def test_a_right_answer_that_is_refused_is_seen(root):
    write(
        root / "solutions/00-first/answers/right/0.1-sum", {"app/calc.py": ANSWER.format("number")}
    )
    assert any("right/0.1-sum" in p for p in proven(root, "right")["right"])


MORE = """
[[exercise]]
id = "0.{n}"
title = "Treble"
solves = ["app/more.py::{name}"]
lesson = "double"
hints = ["Multiply."]
"""
MORE_CODE = "def {name}(number: int) -> int:\n    return {value}\n"


def with_more(root):
    """Two more exercises, the later half, with two wrong answers and a right one each."""
    phase = root / "solutions/00-first"
    manifest = (phase / "phase.toml").read_text(encoding="utf-8")
    functions, files = [], {}
    for n, name in ((2, "treble"), (3, "quadruple")):
        manifest += MORE.format(n=n, name=name)
        functions.append(MORE_CODE.format(name=name, value=f"{n + 1} * number"))
        files[f"tests/test_0_{n}_{name}.py"] = (
            f"from app.more import {name}\n\n\n"
            f'def test_{name}():\n    """It is so."""\n    assert {name}(2) == {2 * (n + 1)}\n'
        )
        values = {
            "wrong/0.{}-one": "1",
            "wrong/0.{}-two": "2",
            "right/0.{}-turned": f"number * {n + 1}",
        }
        for answer, value in values.items():
            folder = f"answers/{answer.format(n)}"
            files[f"{folder}/app/more.py"] = MORE_CODE.format(name=name, value=value)
            fails = f'fails = "test_{name}"' if answer.startswith("wrong") else ""
            files[f"{folder}/answer.toml"] = f'says = "It is {value}."\n{fails}\n'
    write(phase, files | {"phase.toml": manifest, "app/more.py": "\n\n".join(functions)})
    return phase


def test_of_several_mistakes_tried_at_once_the_one_that_does_harm_is_named(root):
    phase = with_more(root)
    assert proven(root, "wrong", "right") == {"wrong": [], "right": []}
    harm = CALC.replace("2 * number", "2 * number + (number == 0)")
    write(phase / "answers/wrong/0.3-two", {"app/calc.py": harm.partition("\n\n\n")[2]})
    (problem,) = proven(root, "wrong")["wrong"]
    assert problem.startswith("answers/wrong/0.3-two: it fails 0.1 test_zero_stays")
    write(phase / "answers/right/0.3-turned", {"app/calc.py": harm.partition("\n\n\n")[2]})
    (problem,) = proven(root, "right")["right"]
    assert problem.startswith("answers/right/0.3-turned: 0.1 test_zero_stays fails")


def test_answers_that_meet_are_not_tried_in_one_project(root):
    phase = with_more(root)
    solutions = Solutions(root / "solutions")

    def grouped(role):
        return [
            [a.slug for a in team] for team in teams(solutions.answers(solutions.phase("00"), role))
        ]

    assert grouped("wrong") == [
        ["0.1-adds", "0.2-one", "0.3-one"],
        ["0.1-square", "0.2-two", "0.3-two"],
    ]
    assert grouped("right") == [["0.1-shift", "0.2-turned", "0.3-turned"], ["0.1-sum"]]
    pairs = splits(solutions.phase("00").exercises)
    found = [[[each.id for each in part] for part in pair] for pair in pairs]
    assert found == [[["0.1"], ["0.2", "0.3"]], [["0.2"], ["0.3"]]]
    write(phase / "answers/right/0.3-turned", {"app/calc.py": ANSWER.format("number * 2")})
    solutions = Solutions(root / "solutions")
    assert grouped("right") == [["0.1-shift", "0.2-turned"], ["0.1-sum"], ["0.3-turned"]]


def test_a_broken_promise_of_an_earlier_phase_is_seen_until_it_is_superseded(root):
    solutions = Solutions(root / "solutions")
    skeleton.create(solutions, root / "docs/phases", "05", solutions.phase("00"), "Later")
    later = root / "solutions/05-later"
    write(later, {"app/calc.py": CALC.replace("2 * number", "2 * number + (number == 0)")})
    (problem,) = proven(root, "continuity", phase="05")["continuity"]
    assert "0.1::test_zero_stays no longer passes" in problem
    manifest = (later / "phase.toml").read_text(encoding="utf-8")
    entry = '\n[[supersedes]]\nold = "{}"\nnew = "{}"\nreason = "Zero is odd."\n'
    text = entry.format("0.1::test_zero_stays", "5.1::test_a_slug_is_lower_case")
    (later / "phase.toml").write_text(manifest + text, encoding="utf-8")
    assert proven(root, "continuity", phase="05")["continuity"] == []
    text = entry.format("0.1::test_a_number_is_doubled", "5.1::test_nothing")
    (later / "phase.toml").write_text(manifest + text, encoding="utf-8")
    problems = proven(root, "continuity", phase="05")["continuity"]
    assert any("still passes" in p for p in problems)
    assert any("names no test" in p for p in problems)


def test_a_change_that_a_later_version_missed_is_seen_and_synced(root):
    from course.sync import merges

    solutions = Solutions(root / "solutions")
    skeleton.create(solutions, root / "docs/phases", "05", solutions.phase("00"), "Later")
    own = CALC + '\n\ndef triple(number: int) -> int:\n    """Thrice."""\n    return 3 * number\n'
    write(root / "solutions/05-later", {"app/calc.py": own})
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "all")
    earlier = root / "solutions/00-first/app/calc.py"
    change(earlier, '"""Sums."""', '"""Sums of whole numbers."""')
    (problem,) = proven(root, "continuity", phase="05")["continuity"]
    assert "course sync solutions/00-first/app/calc.py" in problem
    (merge,) = merges(Solutions(root / "solutions"), root, earlier, "HEAD")
    assert (merge.conflicts, "Sums of whole" in merge.after, "triple" in merge.after) == (
        0,
        True,
        True,
    )
    merge.path.write_text(merge.after, encoding="utf-8")
    assert proven(root, "continuity", phase="05")["continuity"] == []


def git(root: Path, *arguments: str) -> None:
    name = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *name, *arguments], cwd=root, check=True, capture_output=True)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("\n4\n", "\n5\n", "does not answer what the text shows"),
        ("::: exercise 0.1", "", "`::: exercise 0.1` must stand in the lesson once"),
        ("## Double", "## Twice", "no section #double"),
        ("::: mistakes 00", "", "`::: mistakes 00` must stand"),
        ("::: mistakes 00", "::: mistakes 00\n\n```python\nx = 1\n```", "written by hand"),
        ("::: exercise 0.1", "::: exercise 0.1\n\n::: listing 00 app/calc.py::treble", "treble"),
    ],
)
def test_what_is_wrong_with_a_text_is_seen(root, old, new, problem):
    change(root / "docs/phases/00-first.md", old, new)
    assert any(problem in found for found in proven(root, "text")["text"])


@pytest.mark.parametrize(
    ("shown", "output", "same"),
    [
        (["a"], "a\n", True),
        (["a"], "b\n", False),
        (["a", "…"], "a\nb\nc\n", True),
        (["…", "c"], "a\nb\nc\n", True),
        (["date: …"], "date: today\n", True),
        (['{"id":…,"x":1}'], '{"id":7,"x":1}\n', True),
        (['{"id":…,"x":1}'], '{"id":7,"x":2}\n', False),
        ([], "", True),
        ([], "text\n", False),
        (["a", ""], "a\n", True),
        (["a", "", "b"], "a\n\nb\n", True),
    ],
)
def test_shown_output_is_compared_with_the_real_one(shown, output, same):
    assert lesson.matches(shown, output) is same


def test_commands_of_a_block_may_go_over_lines():
    page = "```console\n$ echo a \\\n    b\na b\n\n$ true\n```\n"
    first, second = lesson.shell_blocks(page)[0]
    assert re.fullmatch(r"echo a \\\n +b", first.command)
    assert (first.output, second.command, second.output) == (["a b", ""], "true", [])
