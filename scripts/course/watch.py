"""Checks at every save and moves on by itself: one loop over files, keys and a running suite.

This process imports what suites import, once, and never the learner's code: each check is a child
forked from it.
"""

import contextlib
import gc
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from multiprocessing import Pipe
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from course import overview, progress, services, suite, terminal
from course.check import canonical_tests, job_for, mark_blanks
from course.commands import print_json
from course.commands.learn import finish, next_hint, record
from course.compare import compare
from course.errors import CourseError
from course.model import Exercise, Phase
from course.processes import Run
from course.reading import place
from course.saves import saves, when_ended
from course.verdict import Verdict, shape
from course.workspace import Course

STEP_MS = 10
PATIENCE_SECONDS = 0.3
"""When a check takes longer than this, the screen says that it is running."""
AT_ONCE_SECONDS = 0.5
KEYS = {
    "n": "next",
    "p": "previous",
    "h": "hint",
    "d": "diff",
    "l": "list",
    "r": "rerun",
    "o": "lesson",
    "q": "quit",
}
SERVERS = ("httpx2", "uvicorn.protocols.http.auto", "uvicorn.lifespan.on", "wsgiref.simple_server")
REHEARSAL = {
    "throwaway.py": "from fastapi import FastAPI\napp = FastAPI()\n"
    '@app.get("/")\ndef read() -> dict[str, int]:\n    return {"a": 1}\n',
    "pyproject.toml": '[tool.course]\nkind = "asgi"\napp = "throwaway:app"\n',
    "test_throwaway.py": 'def test_it(client):\n    assert client.get("/").json() == {"a": 1}\n',
}


def watch(
    course: Course, phase: Phase, exercise: Exercise | None, *, plain: bool, as_json: bool
) -> None:
    """Watch until q, Ctrl-C or SIGTERM.

    Raises: CourseError when another watch runs, or the phase has nothing to watch.
    """
    if not phase.exercises:
        raise CourseError(f"{phase.slug} has no exercises.", "course status shows those that have.")
    with contextlib.ExitStack() as stack:
        busy = "Another `course watch` is running in this course already."
        with contextlib.suppress(OSError):  # where nothing can be written, nothing is recorded
            course.state_folder.mkdir(exist_ok=True)
            stack.enter_context(progress.locked(course.state_folder / "watch.lock", busy))
        loop = Loop(course, phase, exercise, terminal.Screen(plain=plain), as_json=as_json)
        stack.callback(loop.stop)
        loop.run()


def rehearse() -> None:
    """Run a throw-away suite here, so that all that is imported late, too, is there in children."""
    suite.warm_up()
    suite.warm_up(SERVERS)
    here, path = Path.cwd(), list(sys.path)
    with tempfile.TemporaryDirectory(prefix="course-warm-") as folder:
        for name, text in REHEARSAL.items():
            Path(folder, name).write_text(text, encoding="utf-8")
        suite.run(Path(folder), [Path(folder, "test_throwaway.py")], lambda _: None)
        os.chdir(here)
    sys.path[:] = path
    for name in REHEARSAL:
        sys.modules.pop(name.removesuffix(".py"), None)
    gc.collect()
    gc.freeze()  # children share what is here, as long as no collection touches it


class Loop:
    """What is being watched, what is running, and what is shown."""

    def __init__(
        self,
        course: Course,
        phase: Phase,
        exercise: Exercise | None,
        screen: terminal.Screen,
        *,
        as_json: bool,
    ) -> None:
        self.course, self.screen, self.as_json = course, screen, as_json
        self.progress = progress.load(course.state_folder)
        self.current: Run | None = None
        self.judging: list[Exercise] = []
        self.resources = contextlib.ExitStack()
        self.services = contextlib.ExitStack()
        """What suites need while this process lives."""
        self.tests = Path()
        self.notices: list[str] = []
        self.verdict: Verdict | None = None
        self.done: list[str] = []
        """What has passed since the last save, in sentences."""
        self.broke: list[Exercise] = []
        """What had passed before, and fails now."""
        self.message = ""
        self.slow = False
        opened = overview.first_open(course, self.progress, phase)
        self.take(exercise or opened or phase.exercises[0], chosen=exercise is not None)
        self.incoming, self.wake = Pipe(duplex=False)
        self.stopping = threading.Event()
        self.drawn = screen.interactive and not as_json
        self.keyboard = _Keyboard.of_terminal() if self.drawn else None

    def take(self, exercise: Exercise, *, chosen: bool) -> None:
        """Take an exercise in hand; one that has passed is left only for what fails.

        One that the learner has `chosen` not even for that.
        """
        self.phase, self.exercise = self.course.exercise(exercise.id)
        self.chosen, self.stays = chosen, self.is_passed(exercise)
        self.broke = [e for e in self.broke if e != exercise and e in self.phase.exercises]
        self.showing = ""
        """What stands below the verdict: `hint`, `list` or nothing."""

    def is_passed(self, exercise: Exercise) -> bool:
        """What the last verdict of an exercise said."""
        return self.progress.passed.get(exercise.id, False)

    def run(self) -> None:
        """Wait for what happens and answer it, until a key ends it."""
        when_ended(self.end)
        rehearse()
        threading.Thread(target=self.tell_saves, daemon=True).start()
        if self.drawn and hasattr(signal, "SIGWINCH"):
            signal.signal(signal.SIGWINCH, lambda *_: self.wake.send("resized"))
        self.start()
        while not self.stopping.is_set():
            self.turn()

    def tell_saves(self) -> None:
        """Tell of saved files, in a thread."""
        folder = self.course.phases_folder.resolve()
        for paths in saves(folder, step_ms=STEP_MS, stopping=self.stopping):
            if any(self.course.is_work(self.phase, path) for path in paths):
                self.wake.send("saved")

    def turn(self) -> None:
        """Wait for one thing to happen, and answer it."""
        sources: list[Any] = [self.incoming]
        timeout = None
        if self.keyboard:
            sources.append(self.keyboard.descriptor)
        if self.current:
            sources += self.current.waitables
            limit = self.current.seconds_left
            timeout = limit if self.slow else min(limit, PATIENCE_SECONDS)
        ready = wait(sources, timeout)
        if self.incoming in ready:
            self.note(self.incoming.recv())
        if self.keyboard and self.keyboard.descriptor in ready:
            for key in self.keyboard.read():
                self.press(key)
        if self.current:
            self.current.advance()
            if self.current.done:
                self.judge(self.current)
            elif not ready and not self.slow:
                self.slow = True
                self.draw()

    def stop(self) -> None:
        """Leave nothing behind: no child, no thread, the terminal as it was."""
        self.stopping.set()
        self.halt()
        self.services.close()
        if self.keyboard:
            self.keyboard.close()
        if self.drawn:
            self.screen.show("")

    def end(self) -> None:
        """Let the loop end with this turn."""
        self.stopping.set()
        self.wake.send("ended")

    def note(self, message: str) -> None:
        """Something else than a key: saved files, a window of another size, or the end."""
        if message == "resized":
            self.draw()
        elif message == "saved":
            self.showing = self.showing.replace("list", "")
            self.start()

    def halt(self) -> None:
        """Stop a running check."""
        if self.current:
            self.current.stop()
        self.current = None
        self.resources.close()

    def start(self, *, afresh: bool = True) -> None:
        """Judge the exercise in hand; a check that runs is stopped."""
        self.halt()
        self.slow = False
        self.message = ""
        if afresh:
            self.done.clear()
        try:
            self.services.enter_context(services.for_suites([self.phase]))
            if self.phase.services:
                suite.warm_up(suite.WITH_SERVICES)
                gc.freeze()
            tests = canonical_tests(self.course, self.phase)
            self.tests, self.notices = self.resources.enter_context(tests)
        except CourseError as error:
            self.verdict = None
            self.message = str(error)
            self.draw(new=True)
            return
        broken = suite.syntax_error(self.course.folder(self.phase))
        if broken:
            unjudged = shape(self.phase, self.tests, [self.exercise], [])
            unjudged.broken, unjudged.notices = broken, self.notices
            self.tell(unjudged)
        else:
            self.begin([self.exercise])

    def begin(self, exercises: list[Exercise]) -> None:
        """Run the suite of some exercises."""
        self.judging = exercises
        self.current = Run(job_for(self.course.folder(self.phase), self.tests, exercises))

    def judge(self, done: Run) -> None:
        """A check has ended: of the exercise in hand, or of those that had passed before."""
        self.current = None
        found = shape(self.phase, self.tests, self.judging, done.events)
        mark_blanks(self.course, found)
        had_passed = [e for e in self.phase.exercises if self.is_passed(e) or e in self.broke]
        reached = record(self.course, self.phase, found.results)
        reached.passed = self.progress.passed | reached.passed  # where nothing can be recorded
        notices = {self.progress.notice, reached.notice} - {""}
        found.seconds, found.notices = done.seconds, [*self.notices, *notices, *found.notices]
        self.progress = reached
        if self.exercise in self.judging:
            self.tell(found)
            others = [e for e in had_passed if e != self.exercise]
            if others and not found.broken:
                self.begin(others)
                return
        else:
            before, self.broke = self.broke, [e.exercise for e in found.exercises if not e.passed]
            if self.as_json:
                print_json(found.to_json())
            elif self.broke and self.broke != before:
                self.draw(new=True, only=self.broken_lines())
        self.move_on()

    def move_on(self) -> None:
        """All is judged: go to what fails now, or to what is open once this one has passed."""
        passed = self.is_passed(self.exercise)
        leaves = passed and not self.stays
        self.stays = passed or (self.stays and self.chosen)
        told = finish(self.course, self.phase, self.progress)
        following = overview.first_open(self.course, self.progress) if leaves else None
        if passed and self.broke and (leaves or not self.chosen):
            following = self.broke[0]
        elif leaves and not following:
            told.append("Everything that there is has passed.")
        if leaves:
            self.done.append(f"{self.exercise.id} {self.exercise.title}")
        self.done += told
        self.draw(new=bool(told), only=told)
        if following:
            self.take(following, chosen=False)
            self.start(afresh=False)

    def press(self, key: str) -> None:
        """Do what a key says."""
        everything = [e for phase in self.course.phases.values() for e in phase.exercises]
        if key == "q":
            self.stopping.set()
        elif key in {"n", "p"}:
            index = everything.index(self.exercise) + (1 if key == "n" else -1)
            if 0 <= index < len(everything):
                self.take(everything[index], chosen=True)
                self.start()
        elif key == "r":
            self.start()
        elif key == "h":
            _, _, self.message = next_hint(self.course, self.exercise)
            self.progress.hints |= progress.load(self.course.state_folder).hints
            self.showing = "hint"
            self.draw()
        elif key == "l":
            self.showing = "" if self.showing == "list" else "list"
            self.draw()
        elif key in {"d", "o"} and self.keyboard:
            try:
                self.page(self.keyboard, *(self.difference() if key == "d" else self.lesson()))
            except CourseError as error:
                self.message = str(error)
            self.draw()

    def difference(self) -> tuple[str, int]:
        """The learner's code beside other answers, and the line to begin at."""
        compared = compare(self.course, self.phase, [self.exercise])
        parts = [part for found in compared for part in terminal.comparison(self.screen, found)]
        return self.screen.as_text(*parts), 1

    def lesson(self) -> tuple[str, int]:
        """The lesson, and the line where the exercise's section begins."""
        section = place(self.course, self.phase, self.exercise)
        if not section.file.is_file():
            raise CourseError(f"There is no {section.file.relative_to(self.course.root)} here.")
        return section.file.read_text(encoding="utf-8"), section.line

    def page(self, keyboard: "_Keyboard", text: str, line: int) -> None:
        """Show a text in the learner's pager, and come back."""
        wished = shlex.split(os.environ.get("PAGER", ""))
        known = [
            words for words in (wished, ["less"], ["more"]) if words and shutil.which(words[0])
        ]
        if not known:
            raise CourseError("There is no pager here.", "Install less, or set PAGER.")
        options = ["-R", f"+{line}"] if Path(known[0][0]).stem == "less" else []
        began = time.monotonic()
        with keyboard.lent():
            subprocess.run([*known[0], *options], input=text.encode(), check=False)
        if time.monotonic() - began < AT_ONCE_SECONDS:  # it did not wait, as cat does not
            self.screen.show("", "Any key goes back.")
            keyboard.read()

    def tell(self, found: Verdict) -> None:
        """Show a verdict of the exercise in hand."""
        self.verdict = found
        if self.as_json:
            print_json(found.to_json())
        else:
            self.draw(new=True)

    def draw(self, *, new: bool = False, only: list[str] | None = None) -> None:
        """Show where things stand: on a terminal all of it, in a pipe only what is `new`."""
        if self.drawn:
            text = self.window()
            if text.count("\n") >= self.screen.console.height:
                text = self.window(short=True)
            self.screen.redraw(text)
        elif new and not self.as_json:
            self.screen.show(*(only or [*self.judged(), *self.below()]), "")

    def judged(self, *, short: bool = False) -> list[Any]:
        """The verdict of the exercise in hand."""
        if self.verdict is None:
            return []
        hint = "h" if self.keyboard else f"course hint {self.exercise.id}"
        return terminal.verdict(self.screen, self.course, self.verdict, hint, short=short)

    def broken_lines(self) -> list[str]:
        """What passed before, and fails now."""
        return [f"{e.id} {e.title} passed before, and fails now." for e in self.broke]

    def below(self) -> list[Any]:
        """What a key has asked for."""
        parts: list[Any] = [self.message] if self.message else []
        number, hints = self.progress.hints.get(self.exercise.id, 0), self.exercise.hints
        if self.showing == "hint" and number:
            title = f"Hint {number} of {len(hints)}"
            parts.append(terminal.titled(title, hints[number - 1]))
        elif self.showing == "list":
            for each in self.phase.exercises:
                state = "passed" if self.is_passed(each) else "open"
                style = "bold" if each == self.exercise else ""
                parts.append(terminal.line(self.screen, each, state, style))
        return parts

    def window(self, *, short: bool = False) -> str:
        """All that a terminal shows."""
        passed = sum(self.is_passed(e) for e in self.phase.exercises)
        title = f"{self.phase.number} {self.phase.title}"
        parts = [terminal.header(title, f"{passed} of {len(self.phase.exercises)} passed"), ""]
        if self.done:
            parts += [*(terminal.passed(self.screen, text) for text in self.done), ""]
        parts += self.judged(short=short)
        for block in (self.broken_lines(), self.below()):
            parts += ["", *block] if block else []
        state = "Every save is checked."
        if self.slow and self.current:
            in_hand = self.exercise in self.judging
            state = f"checking {self.exercise.id if in_hand else 'what passed before'} …"
        keys = KEYS if self.course.has_solutions else {k: v for k, v in KEYS.items() if k != "d"}
        if not self.keyboard:
            keys, state = {"Ctrl-C": "quit"}, f"{state} (No other keys on this system.)"
        parts += ["", terminal.footer(self.screen, keys, state)]
        return self.screen.as_text(*parts).rstrip("\n")


class _Keyboard:
    """Single keys of the terminal."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor
        self.before: Any = None
        self.open()

    @classmethod
    def of_terminal(cls) -> "_Keyboard | None":
        """The keyboard, where there is one and the system has termios: Windows has not."""
        if not sys.stdin.isatty():
            return None
        try:
            return cls(sys.stdin.fileno())
        except ImportError:
            return None

    def open(self) -> None:
        import termios
        import tty

        self.before = termios.tcgetattr(self.descriptor)
        tty.setcbreak(self.descriptor)

    def close(self) -> None:
        import termios

        termios.tcsetattr(self.descriptor, termios.TCSADRAIN, self.before)

    def read(self) -> str:
        """The keys that were pressed; the end of input quits."""
        data = os.read(self.descriptor, 64)
        if not data:
            return "q"
        arrows_and_such = rb"\x1b[\[O]?[0-9;]*."
        return re.sub(arrows_and_such, b"", data).decode(errors="ignore").lower()

    @contextlib.contextmanager
    def lent(self) -> Iterator[None]:
        """The terminal as it was, for another program."""
        self.close()
        try:
            yield
        finally:
            self.open()
