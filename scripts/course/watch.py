"""Checks at every save and moves on by itself: one loop over files, keys and a running suite.

This process imports what suites import, once, and never the learner's code: each check is a child
forked from it.
"""

import contextlib
import gc
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import watchfiles

from course import overview, progress, suite, terminal
from course.check import canonical_tests, job_for, mark_blanks
from course.commands import print_json
from course.commands.learn import next_hint, record
from course.compare import compare
from course.errors import CourseError
from course.model import Exercise, Phase
from course.processes import Run
from course.reading import place
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
        stack.enter_context(_only_one(course))
        loop = Loop(course, phase, exercise, terminal.Screen(plain=plain), as_json=as_json)
        for number in (signal.SIGINT, signal.SIGTERM):
            stack.callback(signal.signal, number, signal.signal(number, loop.end))
        stack.callback(loop.stop)
        with contextlib.suppress(KeyboardInterrupt):
            loop.run()


@contextlib.contextmanager
def _only_one(course: Course) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        busy = "Another `course watch` is running in this course already."
        with contextlib.suppress(OSError):  # where nothing can be written, nothing is recorded
            course.state_folder.mkdir(exist_ok=True)
            stack.enter_context(progress.locked(course.state_folder / "watch.lock", busy))
        yield


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
        self.course, self.phase, self.screen, self.as_json = course, phase, screen, as_json
        self.progress = progress.load(course.state_folder)
        opened = overview.first_open(course, self.progress, phase)
        self.exercise = exercise or opened or phase.exercises[0]
        self.stays = self.is_passed(self.exercise)
        self.current: Run | None = None
        self.judging: list[Exercise] = []
        self.resources = contextlib.ExitStack()
        self.tests = Path()
        self.notices: list[str] = []
        self.verdict: Verdict | None = None
        self.passed_now: list[str] = []
        self.broke: list[Exercise] = []
        self.showing = ""
        """What stands below the verdict: `hint`, `list` or nothing."""
        self.message = ""
        self.slow = False
        self.incoming, self.wake = Pipe(duplex=False)
        self.stopping = threading.Event()
        self.keyboard = _Keyboard() if screen.interactive and not as_json else None

    def is_passed(self, exercise: Exercise) -> bool:
        """What the last verdict of an exercise said."""
        return self.progress.passed.get(exercise.id, False)

    def run(self) -> None:
        """Wait for what happens and answer it, until a key ends it."""
        rehearse()
        arguments = (self.course.phases_folder.resolve(), self.stopping, self.wake)
        threading.Thread(target=_watch_files, args=arguments, daemon=True).start()
        if self.keyboard and hasattr(signal, "SIGWINCH"):
            signal.signal(signal.SIGWINCH, lambda *_: self.wake.send("resized"))
        self.start()
        while not self.stopping.is_set():
            self.turn()

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
        if self.keyboard:
            self.keyboard.close()
            self.screen.show("")

    def end(self, *_: object) -> None:
        """End the loop. An exception would be lost where Python ignores those, at a fork."""
        self.stopping.set()
        self.wake.send("ended")

    def note(self, message: str | set[str]) -> None:
        """Something else than a key: saved files, or a window of another size."""
        if message == "resized":
            self.draw()
        elif isinstance(message, set) and any(self.matters(Path(path)) for path in message):
            self.passed_now.clear()
            self.showing = self.showing.replace("list", "")
            self.start()

    def matters(self, path: Path) -> bool:
        """Whether a saved file is the learner's work, and not what their program wrote."""
        folder = self.course.folder(self.phase).resolve()
        if not path.is_relative_to(folder):
            return False
        name = path.relative_to(folder).as_posix()
        known = name in self.course.built_files(self.phase) or name in self.exercise.files
        return known or name.endswith(".py")

    def halt(self) -> None:
        """Stop a running check."""
        if self.current:
            self.current.stop()
        self.current = None
        self.resources.close()

    def start(self) -> None:
        """Judge the exercise in hand; a check that runs is stopped."""
        self.halt()
        self.slow = False
        self.broke = []
        self.message = ""
        folder = self.course.folder(self.phase)
        try:
            if not folder.is_dir():
                raise CourseError(f"phases/{self.phase.slug} is gone.", "course undo, or reset.")
            tests = canonical_tests(self.course, self.phase)
            self.tests, self.notices = self.resources.enter_context(tests)
        except CourseError as error:
            self.verdict = None
            self.message = str(error)
            self.draw(new=True)
            return
        broken = suite.syntax_error(folder)
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
        found.seconds, found.notices = done.seconds, list(self.notices)
        mark_blanks(self.course, found)
        in_hand = self.exercise in self.judging
        if in_hand:
            self.tell(found)
            others = [e for e in self.phase.exercises if self.is_passed(e)]
            self.note_results(found)
            others = [e for e in others if e is not self.exercise]
            if others and not found.broken:
                self.begin(others)
                return
        else:
            self.broke = [e.exercise for e in found.exercises if not e.passed]
            self.note_results(found)
            if self.as_json:
                print_json(found.to_json())
                sys.stdout.flush()
            elif self.broke:
                self.draw(new=True, only=self.broken_lines())
        self.move_on()

    def note_results(self, found: Verdict) -> None:
        """Keep what a verdict said."""
        told = record(self.course, self.phase, found.results)
        self.progress = progress.load(self.course.state_folder)
        self.progress.passed.update(found.results)  # where nothing can be recorded
        self.passed_now += told

    def move_on(self) -> None:
        """Go to what is open now, once the exercise in hand has passed."""
        if not self.is_passed(self.exercise) or self.stays:
            self.draw()
            return
        self.passed_now.insert(0, f"{self.exercise.id} {self.exercise.title}")
        following = self.broke[0] if self.broke else self.next_open()
        if following is None:
            self.stays = True
            self.message = "Everything that there is has passed."
            self.draw(new=True, only=[self.message])
            return
        self.go_to(following)

    def next_open(self) -> Exercise | None:
        """The next open exercise of this phase, else the first of the course."""
        return overview.first_open(self.course, self.progress, self.phase) or overview.first_open(
            self.course, self.progress
        )

    def go_to(self, exercise: Exercise) -> None:
        """Take another exercise in hand and judge it."""
        self.phase = self.course.phase(exercise.id)
        self.exercise = exercise
        self.stays = self.is_passed(exercise)
        self.showing = ""
        self.start()

    def press(self, key: str) -> None:
        """Do what a key says."""
        everything = [e for phase in self.course.phases.values() for e in phase.exercises]
        if key == "q":
            self.stopping.set()
        elif key in {"n", "p"}:
            index = everything.index(self.exercise) + (1 if key == "n" else -1)
            if 0 <= index < len(everything):
                self.passed_now.clear()
                self.go_to(everything[index])
        elif key == "r":
            self.start()
        elif key == "h":
            _, _, self.message = next_hint(self.course, self.exercise)
            self.progress = progress.load(self.course.state_folder)
            self.showing = "hint"
            self.draw()
        elif key == "l":
            self.showing = "" if self.showing == "list" else "list"
            self.draw()
        elif key in {"d", "o"}:
            try:
                self.read_beside(key)
            except CourseError as error:
                self.message = str(error)
            self.draw()

    def below(self) -> list[Any]:
        """What a key has asked for."""
        parts: list[Any] = [self.message] if self.message else []
        number, hints = self.progress.hints.get(self.exercise.id, 0), self.exercise.hints
        if self.showing == "hint" and number:
            title = f"Hint {number} of {len(hints)}"
            parts.append(terminal.titled(title, hints[number - 1]))
        elif self.showing == "list":
            style = overview.style_of_terminal(plain=self.screen.plain)
            chosen = self.exercise.id
            lines = overview.exercises_as_text(self.phase, self.progress, style, chosen)
            parts.append(terminal.from_ansi(lines))
        return parts

    def read_beside(self, key: str) -> None:
        """Show the difference or the lesson in a program of its own, and come back."""
        if key == "d":
            parts = [
                part
                for found in compare(self.course, self.phase, [self.exercise])
                for part in terminal.comparison(self.screen, found)
            ]
            self.page(["-R"], self.screen.as_text(*parts))
            return
        section = place(self.course, self.phase, self.exercise)
        if not section.file.is_file():
            raise CourseError(f"There is no {section.file.relative_to(self.course.root)} here.")
        if os.environ.get("TERM_PROGRAM") == "vscode" and (code := shutil.which("code")):
            subprocess.run(
                [code, "--reuse-window", "--goto", f"{section.file}:{section.line}"], check=False
            )
            return
        self.page([f"+{section.line}", str(section.file)], "")

    def page(self, arguments: list[str], text: str) -> None:
        """Show a file, or a text, in the learner's pager."""
        pager = shutil.which(os.environ.get("PAGER") or "less") or shutil.which("more")
        if pager is None or self.keyboard is None:
            raise CourseError("There is no pager here.", "Install less, or set PAGER.")
        if not pager.endswith("less"):
            arguments = [a for a in arguments if a[0] not in "-+"]
        began = time.monotonic()
        with self.keyboard.lent():
            subprocess.run([pager, *arguments], input=text.encode() or None, check=False)
        if time.monotonic() - began < AT_ONCE_SECONDS:  # it did not wait, as cat does not
            self.screen.show("", "Any key goes back.")
            self.keyboard.read()

    def tell(self, found: Verdict) -> None:
        """Show a verdict of the exercise in hand."""
        self.verdict = found
        if self.as_json:
            print_json(found.to_json())
            sys.stdout.flush()
        else:
            self.draw(new=True)

    def broken_lines(self) -> list[str]:
        """What passed before this save, and fails now."""
        return [f"{e.id} {e.title} passed before, and fails now." for e in self.broke]

    def draw(self, *, new: bool = False, only: list[Any] | None = None) -> None:
        """Show where things stand: on a terminal all of it, in a pipe only what is `new`."""
        if self.as_json:
            return
        if self.keyboard:
            text = self.window()
            if text.count("\n") >= self.screen.height:
                text = self.window(short=True)
            self.screen.redraw(text)
        elif new:
            self.screen.show(*(only or [*self.judged(), *self.below()]), "")

    def judged(self, *, short: bool = False) -> list[Any]:
        """The verdict of the exercise in hand."""
        if self.verdict is None:
            return []
        hint = "h" if self.keyboard else f"course hint {self.exercise.id}"
        return terminal.in_hand(self.screen, self.course, self.verdict, hint, short=short)

    def window(self, *, short: bool = False) -> str:
        """All that a terminal shows."""
        done = sum(self.is_passed(e) for e in self.phase.exercises)
        title = f"{self.phase.number} {self.phase.title}"
        parts = [terminal.header(title, f"{done} of {len(self.phase.exercises)} passed"), ""]
        if self.passed_now:
            parts += [*(terminal.passed(self.screen, text) for text in self.passed_now), ""]
        parts += self.judged(short=short)
        for block in (self.broken_lines(), self.below()):
            parts += ["", *block] if block else []
        busy = self.slow and self.current
        state = f"checking {self.judging[0].id} …" if busy else "Every save is checked."
        parts += ["", terminal.footer(self.screen, KEYS, state)]
        return self.screen.as_text(*parts).rstrip("\n")


def _watch_files(folder: Path, stopping: threading.Event, wake: Connection) -> None:
    """Tell of saved files, in a thread; where the system cannot, look for them now and then."""
    for polling in (None, True):
        try:
            for changes in watchfiles.watch(
                folder,
                step=STEP_MS,
                debounce=10 * STEP_MS,
                stop_event=stopping,
                raise_interrupt=False,
                force_polling=polling,
            ):
                wake.send({path for _, path in changes})
        except (OSError, RuntimeError):  # no more watches are to be had
            continue
        break


class _Keyboard:
    """Single keys of the terminal, where the system has termios."""

    def __init__(self) -> None:
        self.descriptor = sys.stdin.fileno()
        self.before: Any = None
        self.open()

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
