"""`course check`: what a verdict says, and what it makes of bad input."""

import json
import os
import re
import shutil
import subprocess

import pytest

from learner import BLANK, CALC, MAIN


def test_a_blank_is_not_written_yet(learner):
    done = learner.types("check", "00", "--plain")
    assert done.returncode == 1
    assert "0.1 Double" in done.stdout
    assert "not written yet" in done.stdout
    assert "open   2 becomes 4." in done.stdout
    assert 'docs/phases/00-plain.md, "Double a number"' in done.stdout
    assert "phases/00-plain/app/calc.py" in done.stdout
    assert "Traceback" not in done.stdout
    assert "NotImplementedError" not in done.stdout


def test_two_saves_in_one_second_are_two(learner):
    file = learner.path(CALC)
    learner.solve("00-plain")
    saved = file.stat().st_mtime_ns
    assert learner.asks("check", "0.1")["passed"]
    learner.edit(CALC, "return 2 * x", "return 3 * x")  # of the same size
    os.utime(file, ns=(saved, saved))
    assert not learner.asks("check", "0.1")["passed"]


def skip_here(learner, name: str) -> None:
    """Let a test of the course say that this machine cannot judge it."""
    file = learner.root / "solutions/00-plain/tests/test_0_1_double.py"
    line = f"def {name}():"
    told = file.read_text(encoding="utf-8")
    assert line in told
    skip = '@__import__("pytest").mark.skip("There is no abacus here.")'
    file.write_text(told.replace(line, f"{skip}\n{line}"), encoding="utf-8")
    learner.types("build")


def test_what_this_machine_cannot_judge_stands_in_nobodys_way(learner):
    skip_here(learner, "test_zero_stays")
    learner.solve("00-plain")
    found = learner.asks("check", "0.1")
    assert found["passed"]
    judged = {test["id"]: test for test in found["exercises"][0]["tests"]}
    assert not judged["test_zero_stays"]["passed"]
    assert judged["test_zero_stays"]["message"] == "There is no abacus here."
    told = learner.types("check", "0.1", "--plain").stdout
    assert "unverified Twice 0 is 0." in told
    assert "There is no abacus here." in told


def test_what_is_not_judged_at_all_is_not_passed(learner):
    for name in ("test_it_doubles", "test_zero_stays"):
        skip_here(learner, name)
    learner.solve("00-plain")
    done = learner.types("check", "00", "--plain")
    assert done.returncode == 1
    assert "0.1 Double" in done.stdout
    assert "not verified here" in done.stdout
    assert "failed" not in done.stdout


def test_the_absence_of_a_path_operation_is_not_written_yet(learner):
    done = learner.types("check", "01", "--plain")
    assert done.stdout.count("not written yet") == 2
    assert "404" not in done.stdout


def test_a_path_operation_written_below_its_comment_is_judged(learner):
    comment = "# Exercise 1.2: Read an item. Write `read_item` here.\n"
    mine = '@app.get("/item/{item_id}")\ndef mine(item_id: int) -> int:\n    return item_id\n'
    learner.edit(MAIN, comment, f"{comment}\n\n{mine}")
    done = learner.types("check", "1.2", "--plain")
    assert "received   404 Not Found" in done.stdout
    assert "0 of 1" in done.stdout


def test_a_verdict_tells_what_was_sent_and_what_came_back(learner):
    learner.solve("01-shop")
    learner.edit(MAIN, '"/items/1"', '"/things/1"')
    done = learner.types("check", "01", "--plain")
    assert done.returncode == 1
    assert "1.1 Create an item" in done.stdout
    assert "1 of 2" in done.stdout
    assert "passed POST /items answers 201." in done.stdout
    assert "failed The Location header" in done.stdout
    assert "sent       GET /things/1" in done.stdout
    assert "expected   '/items/1'" in done.stdout
    assert "received   '/things/1'" in done.stdout
    assert "answered 201 with  location: /things/1" in done.stdout
    assert "Try it     curl -i localhost:8000/things/1" in done.stdout
    assert "passed 1.2  Read an item" in done.stdout
    assert "course hint 1.1" in done.stdout


def test_a_sentence_of_a_test_says_it_all(learner):
    learner.edit(CALC, BLANK, "return x + x or 5")
    told = learner.types("check", "0.1", "--plain").stdout
    assert "Twice nothing is nothing." in told
    assert "False" not in told


def test_how_many_failures_are_not_shown_is_said(learner):
    learner.edit(CALC, BLANK, "return x + 1")
    assert "Shown      1 of 2 failures" in learner.types("check", "0.1", "--plain").stdout
    learner.edit(CALC, "return x + 1", "return x * x * x")
    assert "Shown" not in learner.types("check", "0.1", "--plain").stdout


def test_an_exercise_alone_is_shown_in_full_when_it_passes(learner):
    learner.solve("00-plain")
    told = learner.types("check", "0.1", "--plain").stdout
    assert "passed 2 becomes 4." in told
    assert "Hint" not in told


def test_symbols_and_words_say_the_same(learner):
    learner.solve("00-plain")
    assert "✓ 0.1  Double" in learner.types("check", "00").stdout
    assert "passed 0.1  Double" in learner.types("check", "00", "--plain").stdout
    narrow = learner.types("check", "00", PYTHONIOENCODING="ascii")
    assert "passed 0.1  Double" in narrow.stdout


def test_a_pipe_gets_no_colours(learner):
    assert "\x1b" not in learner.types("check", "00").stdout


def test_the_learners_own_frame_and_output_are_shown(learner):
    learner.edit(CALC, BLANK, 'print("at", x)\n    return {}[x]')
    done = learner.types("check", "0.1", "--plain")
    assert "KeyError: 2" in done.stdout
    assert "phases/00-plain/app/calc.py:7, in double" in done.stdout
    assert "return {}[x]" in done.stdout
    assert "Your program printed" in done.stdout
    assert "at 2" in done.stdout
    assert "site-packages" not in done.stdout
    assert "test_0_1" not in done.stdout


def test_output_cannot_steer_the_terminal(learner):
    learner.edit(
        CALC,
        BLANK,
        'print("\\x1b[2Jgone\\x1b]0;title\\x07 \\x00still")\n    return 0',
    )
    done = learner.types("check", "0.1")
    assert "gone still" in done.stdout
    assert "\x1b" not in done.stdout
    assert "\x00" not in done.stdout


def test_json_is_for_programs(learner):
    learner.solve("00-plain")
    learner.edit(CALC, "return x // 2", "return x")
    done = learner.asks("check", "00")
    assert done["phase"] == "00-plain"
    assert done["passed"] is False
    assert [e["id"] for e in done["exercises"]] == ["0.1", "0.2"]
    first, second = done["exercises"]
    assert first["passed"] is True
    assert second["tests"][0].keys() == {"id", "passed", "message"}
    assert second["tests"][0]["message"] == "expected 2, received 4"
    assert done["seconds"] > 0


def test_a_syntax_error_is_no_failed_exercise(learner):
    learner.edit(CALC, "def halve(x: int) -> int:", "def halve(x: int) -> int")
    done = learner.types("check", "00", "--plain")
    assert done.returncode == 1
    assert "no exercise was judged" in done.stdout
    assert "phases/00-plain/app/calc.py:9" in done.stdout
    assert "def halve(x: int) -> int" in done.stdout
    assert "failed" not in done.stdout
    assert not (learner.state / "progress.json").exists() or "0.1" not in (
        learner.state / "progress.json"
    ).read_text(encoding="utf-8")


def test_an_import_error_names_the_learners_line(learner):
    learner.solve("00-plain")
    learner.edit(CALC, '"""Arithmetic."""', '"""Arithmetic."""\n\nimport maths')
    done = learner.types("check", "0.2", "--plain")
    assert "No module named 'maths'" in done.stdout
    assert "phases/00-plain/app/calc.py:3" in done.stdout


def test_modules_that_import_each_other_are_told(learner):
    learner.solve("01-shop")
    learner.path("01-shop/app/other.py").write_text("from app.main import app\n")
    main = learner.path("01-shop/app/main.py")
    main.write_text("from app.other import app as other\n" + main.read_text())
    said = learner.types("check", "01", "--plain").said
    assert "modules import each other in a circle" in said
    assert "app/main.py" in said


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("while True:\n        pass", "app/calc.py:"),
        ("import sys\n    sys.exit(3)", "SystemExit"),
        ("import os\n    os._exit(3)", "ended itself with exit code 3"),
    ],
)
def test_code_that_does_not_return_costs_its_own_exercise_only(learner, code, told):
    learner.solve("00-plain")
    learner.edit(CALC, "return 2 * x", code)
    done = learner.types("check", "00", "--plain")
    assert done.returncode == 1
    assert told in done.stdout
    assert "passed 0.2  Halve" in done.stdout


def test_an_endless_loop_is_named_by_its_line(learner):
    learner.solve("00-plain")
    learner.edit(CALC, "return 2 * x", "while True:\n        pass")
    done = learner.types("check", "0.1", "--plain")
    assert re.search(r"Stopped after [\d.]+ s", done.stdout)  # it is longer on a busy machine
    assert "Is there a loop without end?" in done.stdout


def test_megabytes_of_output_are_cut(learner):
    learner.solve("00-plain")
    learner.edit(CALC, "return 2 * x", 'print("x" * 5_000_000)\n    return 0')
    done = learner.types("check", "0.1", "--plain")
    assert "expected   4" in done.stdout
    assert len(done.stdout) < 8_000


def test_a_deleted_file_is_told_and_comes_back(learner):
    learner.path(CALC).unlink()
    done = learner.types("check", "00", "--plain")
    assert done.returncode == 1
    assert "app.calc" in done.stdout
    learner.types("reset", "00")
    assert "exercise 0.1" in learner.read(CALC)


def test_a_deleted_phase_is_told_and_comes_back(learner):
    shutil.rmtree(learner.path("00-plain"))
    done = learner.types("check", "00")
    assert done.returncode == 2
    assert "phases/00-plain is gone." in done.stderr
    assert "course reset 00" in done.stderr
    learner.types("reset", "00")
    assert learner.types("check", "00").returncode == 1


def test_an_edited_test_is_noticed_and_not_used(learner):
    learner.write("00-plain/tests/test_0_1_double.py", "def test_it_doubles():\n    pass\n")
    done = learner.types("check", "00", "--plain")
    assert done.returncode == 1
    assert "tests/test_0_1_double.py is not as it was built: the original is used." in done.stdout
    assert "open   2 becomes 4." in done.stdout


def test_an_edited_test_comes_from_git_where_there_are_no_solutions(learner):
    for words in (
        ("init", "-q"),
        ("add", "phases"),
        ("-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "x"),
    ):
        subprocess.run(["git", *words], cwd=learner.root, check=True)
    shutil.rmtree(learner.root / "solutions")
    learner.write("00-plain/tests/test_0_1_double.py", "def test_it_doubles():\n    pass\n")
    done = learner.types("check", "00", "--plain")
    assert "the original is used" in done.stdout


def test_without_git_and_solutions_an_edited_test_cannot_be_judged(learner):
    shutil.rmtree(learner.root / "solutions")
    learner.write("00-plain/tests/test_0_1_double.py", "def test_it_doubles():\n    pass\n")
    done = learner.types("check", "00", PATH="/nowhere")
    assert done.returncode == 2
    assert "is not to be had" in done.stderr


def test_without_git_all_else_works(learner):
    learner.solve("00-plain")
    assert learner.types("check", "00", PATH="/nowhere").returncode == 0
    assert learner.types("status", PATH="/nowhere").returncode == 0
    assert learner.types("reset", "00", PATH="/nowhere").returncode == 0


@pytest.mark.skipif(not shutil.which("unshare"), reason="not verified here: only Linux has unshare")
def test_without_a_network_all_works(learner):
    alone = ("unshare", "--net", "--map-root-user")
    if subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("not verified here: the system forbids a process without network")
    learner.solve("00-plain")
    assert learner.types("check", "00", prefix=alone).returncode == 0


def test_a_folder_that_cannot_be_written_is_judged_all_the_same(learner):
    prefix: tuple[str, ...] = ()
    if os.geteuid() == 0:  # whom permissions do not stop, unless that power is given up
        if not shutil.which("setpriv"):
            pytest.skip("not verified here: root needs setpriv to obey permissions")
        prefix = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all")
    learner.solve("00-plain")
    folders = [learner.root, *(p for p in learner.root.rglob("*") if p.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        done = learner.types("check", "00", "--plain", prefix=prefix)
        undone = learner.types("reset", "00", prefix=prefix)
    finally:
        for folder in folders:
            folder.chmod(0o755)
    assert done.returncode == 0, done.said
    assert "passed 0.1  Double" in done.stdout
    assert "Your progress is not recorded" in done.stdout
    assert undone.returncode == 2
    assert "cannot be written" in undone.stderr
    assert "return 2 * x" in learner.read(CALC)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("check", "00-plian"), "Did you mean 00-plain"),
        (("check", "77"), "There are: 00-plain, 01-shop."),
        (("check", "00", "-e", "0.9"), "Did you mean 0.2 or 0.1?"),
        (("hint", "1.21"), "Did you mean 1.2"),
        (("hint", "0.12"), "There is no exercise '0.12' in phase 00-plain."),
        (("hint", "abc"), "There are: 00-plain, 01-shop."),
        (("watch", "7.1"), "There is no phase '7.1'"),
        (("reset", "00", "--to", "nowhere"), "nowhere"),
        (("frobnicate",), "frobnicate"),
    ],
)
def test_an_unknown_name_is_wrong_use_and_the_nearest_are_offered(learner, words, told):
    done = learner.types(*words)
    assert done.returncode == 2
    assert told in done.stderr


def test_the_phase_in_hand_needs_no_name(learner):
    assert learner.asks("check")["phase"] == "00-plain"
    learner.solve("00-plain")
    learner.types("check", "00")
    assert learner.asks("check")["phase"] == "01-shop"
    done = subprocess.run(
        learner.command("check", "--json"),
        cwd=learner.path("00-plain/app"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert '"00-plain"' in done.stdout


def test_the_environment_of_the_learner_is_kept_out(learner):
    learner.edit(
        CALC,
        BLANK,
        'import os\n    return int(os.environ.get("TWICE", "0"))',
    )
    done = learner.asks("check", "0.1")
    os.environ["TWICE"] = "4"
    try:
        again = learner.asks("check", "0.1")
    finally:
        del os.environ["TWICE"]
    assert done["exercises"][0]["tests"][0]["passed"] is False
    assert again["exercises"][0]["tests"][0]["passed"] is False


def test_a_bracket_in_the_path_is_part_of_it(learner):
    learner.solve("00-plain")
    named = learner.root.with_name("course [2]")
    learner.root.rename(named)
    moved = type(learner)(named)
    assert moved.asks("check", "00")["passed"]


@pytest.mark.parametrize(
    "text", ["def test_a(: pass", "def test_mine():\n    assert 0\n", "\u00e4"]
)
def test_a_test_that_the_learner_adds_judges_nothing(learner, text):
    learner.solve("00-plain")
    mine = learner.path("00-plain/tests/test_0_1_double copy.py")
    mine.write_bytes(text.encode("latin-1"))
    found = learner.asks("check", "0.1")
    assert found["passed"]
    assert found["notices"] == [f"{mine.name} is not part of the phase and is left out."]


def test_an_environment_in_a_phase_is_not_read(learner):
    learner.solve("00-plain")
    folder = learner.path("00-plain/env/lib")
    folder.mkdir(parents=True)
    (folder.parent / "pyvenv.cfg").touch()
    (folder / "template.py").write_text("print '{{ x }}'", encoding="utf-8")
    assert learner.asks("check", "00")["passed"]


def test_a_report_that_cannot_be_written_costs_no_verdict(learner):
    learner.solve("00-plain")
    done = learner.types("check", "00", "--plain", "--report", "nowhere/report.html")
    assert done.returncode == 2
    assert "nowhere/report.html cannot be written" in done.stderr
    assert "All 2 exercises of 00-plain pass." in done.stdout
    assert learner.asks("status")["next"] == "1.1"


def test_a_digit_that_is_no_number_is_no_phase(learner):
    assert learner.types("check", "\u00b2").returncode == 2


def test_json_is_right_in_any_encoding(learner):
    done = learner.types("check", "00", "--json", PYTHONIOENCODING="cp437")
    assert json.loads(done.stdout)["exercises"][0]["title"] == "Double"
    assert done.stdout.isascii()
