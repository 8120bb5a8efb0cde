"""Reset, checkpoints and undo: nothing is ever lost."""

import shutil
from pathlib import Path

import pytest

from course import restore
from course.errors import CourseError
from learner import BLANK, CALC, MAIN


def test_reset_and_undo_and_undo_again(learner):
    learner.solve("00-plain")
    learner.write("00-plain/app/mine.py", "MINE = 1\n")
    solved = learner.files()
    done = learner.types("reset", "00")
    assert done.returncode == 0
    assert "phases/00-plain/app/calc.py" in done.stdout
    assert "course undo" in done.stdout
    assert BLANK in learner.read(CALC)
    assert learner.read("00-plain/app/mine.py") == "MINE = 1\n"
    blank = learner.files()
    assert "undo of reset of 00-plain" in learner.types("undo").stdout
    assert learner.files() == solved
    assert "reset of 00-plain" in learner.types("undo").stdout
    assert learner.files() == blank


def test_one_exercise_is_reset_and_the_others_stay(learner):
    learner.solve("00-plain")
    learner.edit(CALC, "return x // 2", "return x >> 1")
    done = learner.types("reset", "0.1")
    assert done.returncode == 0
    assert BLANK in learner.read(CALC)
    assert "return x >> 1" in learner.read(CALC)


def test_a_path_operation_becomes_its_comment_again(learner):
    starter = learner.read(MAIN)
    learner.solve("01-shop")
    learner.types("reset", "1.1")
    learner.types("reset", "1.2")
    assert learner.read(MAIN) == starter


def test_a_path_operation_of_another_name_is_left_alone(learner):
    comment = "# Exercise 1.2: Read an item. Write `read_item` here.\n"
    learner.edit(MAIN, comment, '@app.get("/items/{n}")\ndef mine(n: int) -> int:\n    return n\n')
    before = learner.read(MAIN)
    done = learner.types("reset", "1.2")
    assert done.returncode == 2
    assert "app/main.py has no read_item" in done.stderr
    assert "course reset 01" in done.stderr
    assert learner.read(MAIN) == before


def test_an_exercise_in_a_file_with_a_syntax_error(learner):
    learner.edit(CALC, "def halve(x", "def halve((x")
    done = learner.types("reset", "0.1")
    assert done.returncode == 2
    assert "cannot be reset by itself: app/calc.py, line 9" in done.stderr


def test_back_to_the_checkpoint(learner):
    assert learner.types("reset", "00", "--to", "checkpoint").returncode == 2
    learner.solve("00-plain")
    learner.edit(CALC, "return 2 * x", "return x + x")
    learner.types("check", "00")
    learner.edit(CALC, "return x + x", "return x * x")
    learner.types("check", "00")
    done = learner.types("reset", "00", "--to", "checkpoint")
    assert done.returncode == 0
    assert "return x + x" in learner.read(CALC)
    learner.types("undo")
    assert "return x * x" in learner.read(CALC)


def test_nothing_to_undo_is_said(learner):
    done = learner.types("undo")
    assert done.returncode == 2
    assert "There is nothing to undo." in done.stderr


def test_reset_is_seen_in_the_status(learner):
    learner.solve("00-plain")
    learner.types("check", "00")
    assert learner.asks("status")["next"] == "1.1"
    assert learner.asks("reset", "0.2")["files"] == [CALC]
    assert learner.asks("status")["next"] == "0.2"


@pytest.mark.parametrize("words", [("reset", "00"), ("reset", "0.2")])
def test_undo_brings_the_record_back_too(learner, words):
    def passed():
        return [e["passed"] for e in learner.asks("status")["phases"][0]["exercises"]]

    learner.solve("00-plain")
    learner.edit(CALC, "return 2 * x", "return x")
    learner.types("check", "00")
    assert passed() == [False, True]
    learner.types(*words)
    assert passed() == [False, False]
    learner.types("undo")
    assert passed() == [False, True]
    learner.types("undo")
    assert passed() == [False, False]


def test_interrupted_at_any_moment_nothing_is_lost(learner, monkeypatch):
    """Ctrl-C before each single step of a reset that touches several files."""
    learner.solve("00-plain")
    learner.path("00-plain/README.md").unlink()
    learner.write("00-plain/app/__main__.py", 'print("mine")\n')
    mine = learner.files()
    phase = learner.course.phase("00")
    step = 0
    for interrupted_at in range(1, 100):
        step = 0

        def counted(original, at=interrupted_at):
            def call(*arguments, **options):
                nonlocal step
                step += 1
                if step == at:
                    raise KeyboardInterrupt
                return original(*arguments, **options)

            return call

        with monkeypatch.context() as patch:
            for name in ("replace", "rename", "chmod", "mkdir"):
                patch.setattr(Path, name, counted(getattr(Path, name)))
            try:
                restore.reset_phase(learner.course, phase)
            except KeyboardInterrupt:
                finished = False
            else:
                finished = True
        assert not list(learner.root.rglob(".*.tmp"))
        if learner.files() != mine:
            restore.undo(learner.course)
        assert learner.files() == mine, interrupted_at
        shutil.rmtree(learner.state / "copies", ignore_errors=True)
        if finished:
            break
    assert interrupted_at > 10


def test_a_missing_original_is_an_error_before_anything_is_touched(learner):
    learner.solve("00-plain")
    shutil.rmtree(learner.root / "solutions")
    mine = learner.files()
    with pytest.raises(CourseError, match="is not to be had"):
        restore.reset_phase(learner.course, learner.course.phase("00"))
    assert learner.files() == mine


def test_the_checkpoint_does_not_fail_for_what_an_editor_leaves(learner):
    learner.solve("00-plain")
    learner.path("00-plain/app/.#calc.py").symlink_to("me@host.1:2")
    shutil.rmtree(learner.path("00-plain/tests"))
    done = learner.types("check", "00")
    assert "A checkpoint is recorded." in done.stdout
    assert learner.types("reset", "00", "--to", "checkpoint").returncode == 0


def test_nothing_different_changes_no_record(learner):
    learner.solve("00-plain")
    learner.types("check", "00")
    learner.types("reset", "0.2")
    learner.solve("00-plain")
    assert "Nothing was different" in learner.types("reset", "00", "--to", "checkpoint").stdout
    assert learner.asks("status")["next"] == "0.2"


def test_copies_are_in_order_wherever_the_clock_stands(learner):
    learner.solve("00-plain")
    learner.types("reset", "0.1", TZ="Asia/Tokyo")
    learner.types("reset", "0.2", TZ="America/New_York")
    assert "reset of exercise 0.2" in learner.types("undo").stdout


def test_a_file_in_another_encoding_is_not_reset_by_itself(learner):
    learner.path(CALC).write_bytes("# -*- coding: latin-1 -*-\n# \u00e9\n".encode("latin-1"))
    done = learner.types("reset", "0.1")
    assert done.returncode == 2
    assert "app/calc.py is not in UTF-8" in done.stderr
    learner.path(CALC).unlink()
    learner.path(CALC).mkdir()
    done = learner.types("reset", "00")
    assert done.returncode == 2
    assert "calc.py cannot be written" in done.stderr
