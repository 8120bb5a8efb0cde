"""Where a learner stands: status, learn, hint, diff, solution, doctor, help, completion."""

import shutil
import subprocess
import sys

import pytest

from course.workspace import find_root
from learner import CALC, MAIN

COMMANDS = (
    *("status", "watch", "check", "hint", "run", "diff", "reset", "undo", "solution", "doctor"),
    *("learn", "summary"),
)


def test_course_alone_is_status(learner):
    alone, status = learner.types(), learner.types("status")
    assert alone.returncode == status.returncode == 0
    assert alone.stdout == status.stdout
    assert "0 of 4 exercises passed" in alone.stdout
    assert "Next: 0.1 Double" in alone.stdout
    assert "course watch 00" in alone.stdout


def test_status_moves_on(learner):
    learner.solve("00-plain")
    learner.types("check", "00")
    told = learner.types("status", "--plain").stdout
    assert "2 of 4 exercises passed" in told
    assert "  00  Plain code  2 of 2    checkpoint" in told
    assert "> 01  Shop        0 of 2" in told
    data = learner.asks("status")
    assert data["next"] == "1.1"
    assert data["phases"][0]["exercises"][0] == {"id": "0.1", "title": "Double", "passed": True}
    assert data["phases"][0]["checkpoint"]
    learner.solve("01-shop")
    learner.types("check", "01")
    assert "Everything that there is has passed." in learner.types("status").stdout


def test_next_is_where_somebody_works(learner):
    learner.types("check", "1.1")
    told = learner.types("status", "--plain").stdout
    assert "Next: 1.1 Create an item" in told
    assert "  00  Plain code  0 of 2" in told
    assert "> 01  Shop" in told
    assert learner.asks("hint")["exercise"] == "1.1"
    learner.solve("00-plain", "01-shop")
    learner.types("check", "01")
    assert learner.asks("status")["next"] == "0.1", "nothing is open after it"
    learner.types("check", "00")
    assert learner.asks("status")["next"] is None
    learner.types("reset", "01")
    assert learner.asks("status")["next"] == "1.1"


def test_status_imports_nothing_heavy(learner):
    code = (
        "import sys; sys.argv = ['course']\n"
        "from course.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "heavy = {'rich', 'pytest', 'fastapi', 'watchfiles', 'yaml', 'httpx2', 'uvicorn'}\n"
        "print(sorted(heavy & {name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=learner.root, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_learn_without_a_terminal_shows_the_first_open_exercise(learner):
    done = learner.types("learn")
    assert done.returncode == 0
    assert "0 of 4 exercises passed" in done.stdout
    assert "0.1 Double" in done.stdout
    assert "2 becomes 4." in done.stdout
    assert "phases/00-plain/app/calc.py" in done.stdout
    assert 'docs/phases/00-plain.md, "Double a number"' in done.stdout


def test_hints_come_one_after_the_other(learner):
    told = [learner.types("hint", "0.1").stdout for _ in range(4)]
    assert [t.splitlines()[2] for t in told] == [
        "A nudge.",
        "Where to look.",
        "Nearly there.",
        "Nearly there.",
    ]
    assert "hint 1 of 3" in told[0]
    assert "That was the last." in told[2]
    assert learner.asks("hint", "1.2") == {
        "exercise": "1.2",
        "number": 1,
        "of": 1,
        "hint": "GET.",
    }
    assert learner.asks("hint")["exercise"] == "0.1"


def test_the_hint_of_a_phase_is_that_of_its_open_exercise(learner):
    assert learner.asks("hint", "01")["exercise"] == "1.1"
    learner.solve("00-plain")
    learner.types("check", "0.1")
    assert learner.asks("hint", "00")["exercise"] == "0.2"
    learner.types("check", "00")
    done = learner.types("hint", "00")
    assert done.returncode == 2
    assert "Every exercise of 00-plain has passed.\nName one: 0.1, 0.2." in done.stderr


def test_what_a_class_copy_lacks_is_not_offered(learner):
    assert "course diff 1.1" in learner.types("hint", "1.1").stdout
    shutil.rmtree(learner.root / "solutions")
    told = learner.types("hint", "1.1").stdout
    assert "That was the last." in told
    assert "course diff" not in told


def test_diff_shows_the_reference_and_other_right_answers(learner):
    learner.edit(CALC, 'raise NotImplementedError("exercise 0.2")', "return int(x / 2)")
    told = learner.types("diff", "0.2").stdout
    assert "-    return int(x / 2)" in told
    assert "+    return x // 2" in told
    assert "double" not in told
    told = learner.types("diff", "01", "--plain").stdout
    assert "1.1 Create an item" in told
    assert "Also right: The id stays a text until it is answered." in told
    assert 'return {"id": int(item_id)}' in told
    learner.solve("01-shop")
    assert "word for word" in learner.types("diff", "1.1").stdout
    assert learner.asks("diff", "1.2")["exercises"][0]["differences"] == []


def test_diff_of_a_file_that_python_cannot_read(learner):
    learner.edit(MAIN, "app = FastAPI()", "app = FastAPI(")
    told = learner.types("diff", "1.1").stdout
    assert "-app = FastAPI(" in told
    assert "+app = FastAPI()" in told


def test_a_solution_is_a_project_of_its_own(learner, tmp_path):
    target = tmp_path / "the solution"
    done = learner.types("solution", "00", "--to", str(target))
    assert done.returncode == 0
    assert "return 2 * x" in (target / "app/calc.py").read_text(encoding="utf-8")
    tested = subprocess.run([sys.executable, "-m", "pytest", "-q"], cwd=target, check=False)
    assert tested.returncode == 0
    again = learner.types("solution", "00", "--to", str(target))
    assert again.returncode == 2
    assert "is not empty" in again.stderr


@pytest.mark.parametrize(
    "words", [("diff", "00"), ("solution", "00", "--to", "x"), ("run", "00", "--solution")]
)
def test_a_class_copy_says_that_it_has_no_solutions(learner, words):
    shutil.rmtree(learner.root / "solutions")
    done = learner.types(*words)
    assert done.returncode == 2
    assert "this copy of the course has none" in done.stderr
    assert learner.types("check", "00").returncode == 1


def test_doctor_says_what_is_wrong_and_how_to_mend_it(learner):
    shutil.rmtree(learner.path("01-shop"))
    done = learner.types("doctor", "--plain")
    assert done.returncode == 1
    assert "good   python" in done.stdout
    assert "broken course command  of another folder" in done.stdout
    assert "gone: 01-shop" in done.stdout
    assert "course reset 01" in done.stdout
    findings = {f["what"]: f for f in learner.asks("doctor")["findings"]}
    assert findings["git"]["good"] is False
    assert findings["git"]["needed"] is False


def test_doctor_sees_a_stale_install(learner):
    (learner.root / "pyproject.toml").write_text(
        '[project]\ndependencies = ["typer>=0.1", "no-such-library"]\n', encoding="utf-8"
    )
    (learner.root / "requirements.txt").write_text("typer==0.0.1 \\\n", encoding="utf-8")
    told = learner.types("doctor", "--plain").stdout
    assert "no-such-library is missing" in told
    assert "instead of 0.0.1" in told
    assert "make learn" in told


@pytest.mark.parametrize("command", COMMANDS)
def test_help_says_what_a_command_does(learner, command):
    done = learner.types(command, "--help")
    assert done.returncode == 0
    assert "--plain" in done.stdout
    if command != "learn":
        assert f"course {command}" in done.stdout.partition("Options")[0]


def test_the_shell_completes_phases_and_exercises(learner):
    def completed(line):
        more = {"_COURSE_COMPLETE": "complete_bash", "COMP_WORDS": line}
        more["COMP_CWORD"] = str(len(line.split(" ")) - 1)
        return learner.types(prefix=("env", *(f"{k}={v}" for k, v in more.items()))).stdout

    assert completed("course check 0").split() == ["00-plain", "01-shop"]
    assert completed("course hint 0.").split() == ["0.1", "0.2"]
    assert completed("course reset 1.").split() == ["1.1", "1.2"]


def test_a_folder_named_solutions_makes_no_course(tmp_path):
    (tmp_path / "mine" / "solutions").mkdir(parents=True)
    assert find_root(tmp_path / "mine" / "solutions") != tmp_path / "mine"
