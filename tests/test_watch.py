"""`course watch`: in a pipe, for programs, and on a terminal with keys."""

import contextlib
import fcntl
import json
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import termios
import time

import pytest

from learner import BLANK, CALC

PATIENCE = 60.0
COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Watching:
    """A running watch, and what it has said so far."""

    def __init__(self, learner, *words, command="watch", terminal=False, columns=80, without=""):
        self.terminal = terminal
        self.said = ""
        ours, theirs = pty.openpty() if terminal else os.pipe()
        self.ours = ours
        self.resize(columns, theirs)
        arguments = learner.command(command, *words)
        if without:
            code = f"import sys, runpy; sys.modules[{without!r}] = None; sys.argv[0] = 'course'"
            code += "; runpy.run_module('course', run_name='__main__')"
            arguments[1:3] = ["-c", code]
        self.process = subprocess.Popen(
            arguments,
            cwd=learner.root,
            env=learner.environment(PAGER="cat"),
            stdin=theirs if terminal else subprocess.DEVNULL,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)

    def resize(self, columns, descriptor=None):
        if self.terminal:
            size = struct.pack("HHHH", 40, columns, 0, 0)
            fcntl.ioctl(self.ours if descriptor is None else descriptor, termios.TIOCSWINSZ, size)
            if descriptor is None:
                self.process.send_signal(signal.SIGWINCH)

    def until(self, *texts):
        """Read until all texts were said since the last call; answers what was said since then."""
        deadline = time.monotonic() + PATIENCE
        seen = ""
        while not all(text in COLOUR.sub("", seen) for text in texts):
            left = deadline - time.monotonic()
            assert left > 0, f"{texts} not said in:\n{seen}"
            if select.select([self.ours], [], [], left)[0]:
                data = os.read(self.ours, 65536)
                assert data, f"ended after:\n{seen}"
                seen += data.decode(errors="replace").replace("\r\n", "\n")
        self.said += seen
        return seen

    def press(self, key):
        os.write(self.ours, key.encode())

    def rest(self):
        with contextlib.suppress(OSError):  # a terminal whose other end is closed
            while select.select([self.ours], [], [], PATIENCE)[0]:
                data = os.read(self.ours, 65536)
                if not data:
                    break
                self.said += data.decode(errors="replace")
        return self.process.wait(PATIENCE)


@pytest.fixture
def watching(learner):
    started = []

    def start(*words, **options):
        started.append(Watching(learner, *words, **options))
        return started[-1]

    yield start
    for each in started:
        if each.process.poll() is None:
            each.process.terminate()
            each.process.wait(PATIENCE)
        os.close(each.ours)
        assert "Traceback" not in each.said


def double(learner, code="return 2 * x"):
    learner.edit(CALC, BLANK, code)


def test_a_pipe_gets_one_verdict_after_another(learner, watching):
    watch = watching("00", "--plain")
    assert "not written yet" in watch.until("0.1 Double", "course hint 0.1")
    double(learner, "return 3 * x")
    assert "1 of 2" in watch.until("0.1 Double", "received   6")
    learner.edit(CALC, "return 3 * x", "return 2 * x")
    told = watch.until("0.1 Double", "0.2 Halve", "course hint 0.2")
    assert "passed" in told
    assert "\x1b" not in watch.said
    assert learner.asks("status")["next"] == "0.2"


def test_it_moves_on_from_phase_to_phase_and_records(learner, watching):
    watch = watching("00", "--plain")
    watch.until("course hint 0.1")
    learner.solve("00-plain")
    watch.until("0.1 Double", "0.2 Halve", "1.1 Create an item", "course hint 1.1")
    learner.solve("01-shop")
    watch.until("Everything that there is has passed.")
    assert learner.asks("status")["next"] is None
    assert {p.name for p in (learner.state / "checkpoints").iterdir()} == {"00-plain", "01-shop"}


def test_what_breaks_something_earlier_is_told(learner, watching):
    double(learner)
    watch = watching("00", "--plain")
    watch.until("0.2 Halve", "course hint 0.2")
    learner.edit(CALC, "return 2 * x", "return x")
    watch.until("0.2 Halve", "0.1 Double passed before, and fails now.")
    learner.edit(CALC, 'raise NotImplementedError("exercise 0.2")', "return x // 2")
    told = watch.until("course hint 0.1")
    assert "0.1 Double" in told
    assert learner.asks("status")["next"] == "0.1"


def both_pass(learner):
    learner.solve("00-plain")
    assert learner.types("check", "00").returncode == 0


def test_what_was_broken_while_nobody_watched_is_found_at_the_start(learner, watching):
    both_pass(learner)
    learner.edit(CALC, "return x // 2", "return x")
    watch = watching("00", "--plain")
    told = watch.until("0.2 Halve passed before, and fails now.", "received   4", "course hint 0.2")
    assert "0.1 Double" in told
    assert learner.asks("status")["next"] == "0.2"
    learner.edit(CALC, "    return x\n", "    return x // 2\n")
    told = watch.until("All 2 exercises of 00-plain pass.", "1.1 Create an item")
    assert told.index("All 2") < told.index("1.1 Create")


def test_a_chosen_exercise_stays_in_hand_when_another_fails(learner, watching):
    both_pass(learner)
    learner.edit(CALC, "return x // 2", "return x")
    watch = watching("0.1", "--plain")
    watch.until("0.1 Double", "0.2 Halve passed before, and fails now.")
    learner.edit(CALC, "return 2 * x", "return x + x")
    watch.until("0.1 Double")
    learner.edit(CALC, "    return x\n", "    return x // 2\n")
    told = watch.until("0.1 Double", "All 2 exercises of 00-plain pass.")
    assert "course hint" not in told
    assert learner.asks("status")["next"] == "1.1"


def test_a_phase_that_is_done_is_said_before_it_goes_on(learner, watching):
    watch = watching("00", "--plain")
    watch.until("course hint 0.1")
    learner.solve("00-plain")
    told = watch.until("course hint 1.1")
    said = ("0.2 Halve", "All 2 exercises of 00-plain pass.", "A checkpoint is recorded.", "1.1 ")
    assert [text for _, text in sorted((told.index(text), text) for text in said)] == list(said)


def test_json_is_one_object_a_line(learner, watching):
    watch = watching("00", "--json")
    watch.until("\n")
    double(learner)
    watch.until("0.2", "\n")
    learner.edit(CALC, "def double(", "def double((")
    watch.until('"broken": "app/calc.py, line 4: ', "\n")
    watch.process.terminate()
    assert watch.rest() == 0
    objects = [json.loads(line) for line in watch.said.splitlines()]
    assert all(o["phase"] == "00-plain" for o in objects)
    assert objects[0]["exercises"][0]["id"] == "0.1"
    assert objects[1]["passed"] is True
    assert objects[-1]["passed"] is False


def test_a_newer_save_stops_a_running_check(learner, watching):
    watch = watching("0.2", "--plain")
    watch.until("course hint 0.2")
    learner.edit(CALC, 'raise NotImplementedError("exercise 0.2")', "while True:\n        pass")
    time.sleep(1.0)
    learner.edit(CALC, "while True:\n        pass", "return x // 2")
    assert "Stopped" not in watch.until("0.2 Halve", "passed", "0.1 Double")


def test_a_deleted_phase_is_told_and_comes_back(learner, watching):
    watch = watching("00", "--plain")
    watch.until("course hint 0.1")
    for path in sorted(learner.path("00-plain").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    learner.path("00-plain").rmdir()
    watch.until("phases/00-plain is gone")
    learner.types("reset", "00")
    watch.until("course hint 0.1")


def test_a_second_watch_says_that_there_is_one(learner, watching):
    watch = watching("00", "--plain")
    watch.until("course hint 0.1")
    done = learner.types("watch", "00")
    assert done.returncode == 2
    assert "Another `course watch` is running" in done.stderr
    watch.process.kill()
    watch.rest()
    after = watching("00", "--plain")
    after.until("course hint 0.1")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_cleanly(learner, watching, number):
    watch = watching("00", "--plain")
    watch.until("course hint 0.1")
    double(learner, "while True:\n        pass")
    time.sleep(0.5)
    watch.process.send_signal(number)
    assert watch.rest() == 0
    assert "Stopped" not in watch.said


def test_a_phase_without_exercises_is_wrong_use(learner):
    manifest = learner.root / "phases/manifest.json"
    data = json.loads(manifest.read_text(encoding="utf-8"))
    data["phases"]["01-shop"]["phase"]["exercise"] = []
    manifest.write_text(json.dumps(data), encoding="utf-8")
    done = learner.types("watch", "01")
    assert done.returncode == 2
    assert "has no exercises" in done.stderr


def test_keys_on_a_terminal(learner, watching):
    watch = watching("00", terminal=True)
    first = watch.until("0.1 Double", "quit")
    assert "○" in first
    watch.press("h")
    watch.until("Hint 1 of 3", "A nudge.", "quit")
    watch.press("h")
    watch.until("Hint 2 of 3", "Where to look.", "quit")
    watch.press("l")
    watch.until("0.1  Double", "0.2  Halve", "quit")
    watch.press("n")
    watch.until("0.2 Halve", "4 becomes 2.", "quit")
    watch.press("p")
    watch.until("0.1 Double", "quit")
    watch.press("\x1b[A")  # an arrow is no key
    watch.press("d")
    watch.until("return 2 * x", "Any key goes back.")
    watch.press(" ")
    watch.until("quit")
    watch.press("o")
    watch.until("## Double a number", "Any key goes back.")
    watch.press(" ")
    watch.until("quit")
    watch.press("r")
    watch.until("0.1 Double", "quit")
    double(learner)
    told = watch.until("0.1 Double", "0.2 Halve", "1 of 2 passed")
    assert "✓" in told
    watch.press("q")
    assert watch.rest() == 0


def test_the_terminal_is_as_it_was_afterwards(watching):
    watch = watching("00", terminal=True)
    before = termios.tcgetattr(watch.ours)[3] & (termios.ECHO | termios.ICANON)
    watch.until("quit")
    assert not termios.tcgetattr(watch.ours)[3] & termios.ICANON
    watch.process.send_signal(signal.SIGTERM)
    watch.process.wait(PATIENCE)
    assert termios.tcgetattr(watch.ours)[3] & (termios.ECHO | termios.ICANON) == before


def test_it_is_drawn_anew_when_the_window_changes(watching):
    def widest(told):
        lines = COLOUR.sub("", told.rpartition("\x1b[2J")[2]).splitlines()
        return max(map(len, lines))

    watch = watching("00", terminal=True, columns=60)
    assert widest(watch.until("quit")) <= 60
    watch.resize(84)
    while widest(watch.until("quit")) != 84:
        pass


def test_where_keys_cannot_be_read_it_works_without(learner, watching):
    watch = watching("00", terminal=True, without="termios")
    assert "hint 0.1" in watch.until("0.1 Double", "Ctrl-C quit", "No other keys")
    double(learner)
    watch.until("0.2 Halve", "1 of 2 passed")
    watch.process.send_signal(signal.SIGINT)
    assert watch.rest() == 0


def test_no_key_offers_what_a_class_copy_lacks(learner, watching):
    shutil.rmtree(learner.root / "solutions")
    watch = watching("00", terminal=True)
    assert "diff" not in watch.until("0.1 Double", "quit")


def test_learn_watches_on_a_terminal(watching):
    watch = watching(command="learn", terminal=True)
    watch.until("0.1 Double", "quit")
    watch.press("q")
    assert watch.rest() == 0
