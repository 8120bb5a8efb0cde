"""Progress on disk: never lost, never in the way."""

import errno
import json
import subprocess
import sys

import pytest

from course import progress
from learner import CALC


def test_what_passed_is_recorded_with_a_checkpoint(learner):
    learner.solve("00-plain")
    done = learner.types("check", "00")
    assert "A checkpoint is recorded." in done.stdout
    data = json.loads((learner.state / "progress.json").read_text(encoding="utf-8"))
    assert data["exercises"]["0.1"] == {"passed": True, "hints": 0}
    assert "00-plain" in data["checkpoints"]
    assert (learner.state / "checkpoints/00-plain/app/calc.py").read_bytes() == learner.path(
        CALC
    ).read_bytes()
    assert not (learner.state / "checkpoints/00-plain/tests").exists()
    assert "checkpoint" not in learner.types("check", "00").stdout


def test_one_exercise_after_the_other_makes_a_checkpoint_too(learner):
    learner.solve("00-plain")
    assert "checkpoint" not in learner.types("check", "0.2").stdout
    done = learner.types("check", "0.1").stdout
    assert "All 2 exercises of 00-plain pass." in done
    assert "A checkpoint is recorded." in done
    assert "All 2" not in learner.types("check", "0.1").stdout


def test_a_file_that_cannot_be_read_is_told_by_check_too(learner):
    learner.state.mkdir()
    (learner.state / "progress.json").write_text("{", encoding="utf-8")
    told = " ".join(learner.types("check", "00", "--plain").stdout.split())
    assert "Note: Your progress file could not be read" in told


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{", "Expecting"),
        ("[]", "something is missing"),
        ('{"version": 1}', "something is missing"),
        ('{"version": 0, "done": ["0.1"]}', "it is of version 0, not 1"),
        ('{"version": 1, "exercises": {"x": {}}, "checkpoints": {}}', "invalid literal"),
        ("\udcff", "codec"),
    ],
)
def test_a_file_that_cannot_be_read_is_kept_aside(learner, text, why):
    learner.state.mkdir()
    path = learner.state / "progress.json"
    path.write_bytes(text.encode(errors="surrogateescape"))
    done = learner.types("status")
    assert done.returncode == 0
    assert "Your progress file could not be read" in done.stdout
    assert why in done.stdout
    kept = list(learner.state.glob("progress-*.json"))
    assert [k.read_bytes() for k in kept] == [text.encode(errors="surrogateescape")]
    learner.solve("00-plain")
    learner.types("check", "00")
    assert learner.asks("status")["next"] == "1.1"


def test_many_processes_write_without_losing_anything(tmp_path):
    code = (
        "import sys; from pathlib import Path; from course import progress\n"
        "for i in range(20): progress.update(Path(sys.argv[1]), lambda p: "
        "p.passed.update({f'{sys.argv[2]}.{i}': True}))"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    running = [subprocess.Popen([*command, str(number)]) for number in range(4)]
    assert [process.wait() for process in running] == [0] * 4
    found = progress.load(tmp_path)
    assert len(found.passed) == 80
    assert not list(tmp_path.glob(".*.tmp"))


def test_a_killed_process_does_not_keep_a_lock(tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from course.progress import locked\n"
        "with locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    path = tmp_path / "lock"
    holder = subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(Exception, match="busy"), progress.locked(path, "busy"):
        pass
    holder.kill()
    holder.communicate()
    with progress.locked(path, "busy"):
        pass


def test_a_file_system_without_locks_is_not_taken_for_another_command(tmp_path, monkeypatch):
    def without_locks(*_, **__):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(progress, "_lock", without_locks)
    with (
        pytest.raises(OSError, match="No locks available"),
        progress.locked(tmp_path / "l", "busy"),
    ):
        pass
    told = progress.update(tmp_path, lambda p: p.passed.update({"0.1": True}))
    assert told.passed == {"0.1": True}
    assert "not recorded" in told.notice


def test_an_interrupted_write_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "file"
    progress.write_atomically(path, b"old")

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("pathlib.Path.replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        progress.write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
