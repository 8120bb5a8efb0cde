"""Runs suites in child processes: forked where that can be, with time limits, many at once.

A child that dies or runs too long costs its exercise only: the rest is run by another child.
"""

import ctypes
import faulthandler
import gc
import importlib
import multiprocessing
import os
import re
import signal
import sys
import sysconfig
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from course import work
from course.explain import Failure, Frame, frame_at
from course.model import SECONDS
from course.suite import Event

METHOD = "fork" if "fork" in multiprocessing.get_all_start_methods() else "spawn"
KEPT_VARIABLES = frozenset(
    {"PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LANGUAGE", "TZ", "VIRTUAL_ENV"}
    | {"TMPDIR", "TEMP", "TMP", "SYSTEMROOT", "SYSTEMDRIVE", "COMSPEC", "PATHEXT", "WINDIR"}
    | {"USERPROFILE", "APPDATA", "LOCALAPPDATA", "SSL_CERT_FILE", "SSL_CERT_DIR"}
    | {"XDG_CACHE_HOME", "DATABASE_URL", "COURSE_POSTGRES"}
)
LARGEST_FILE = 256 * 1024 * 1024
COLLECTIONS = (5_000, 20, 50)
"""How rarely garbage is looked for in a child. As often as Python does by itself, it takes a fifth
of a suite that makes many applications, and frees hardly more."""
GRACE_SECONDS = 2.0
SAVED_SECONDS = 2.0
LIBRARIES = tuple(
    f"{folder}{os.sep}"
    for folder in {
        *map(sysconfig.get_path, ("stdlib", "purelib", "platlib")),
        Path(__file__).parent,
    }
)
"""Where modules lie that no project changes."""
ESCAPED = r"\\x([0-9a-f]{2})|\\u([0-9a-f]{4})|\\U([0-9a-f]{8})"
"""How faulthandler writes letters of a path that are not ASCII."""


def _crowd() -> float:
    """How many processes share a processor, in the last minute; 1 where that cannot be told."""
    if not hasattr(os, "getloadavg"):
        return 1.0
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


@dataclass(slots=True)
class Job:
    """A suite to run on a project."""

    project: Path
    tests: Sequence[Path]
    """Test files, in the order in which they are run."""
    limits: dict[str, float] = field(default_factory=dict)
    """Seconds for each test file, by its name; SECONDS for one that is not named."""
    seed: int | None = None
    brief: frozenset[str] = frozenset()
    """Files of which one failure is enough."""
    only: frozenset[tuple[str, str]] | None = None
    """The tests to run, (file, name); None for all."""
    touches: bool = False
    """Whether to tell which functions of the project each test ran."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Variables for the suite, besides the few that are always handed on."""
    own: Mapping[str, str] | None = None
    """For tests that a learner wrote: the files in which this copy of the project differs."""
    edited: bool = True
    """Whether somebody may save a file of the project meanwhile."""
    crowd: float = field(default_factory=_crowd)
    """How many processes have to share a processor: a limit is that many times as long."""

    def limit(self, file: str | None) -> float:
        """Seconds that a test file may take; the imports, named None, as long as the slowest."""
        longest = max([SECONDS, *self.limits.values()])
        return round(self.crowd * (longest if file is None else self.limits.get(file, SECONDS)), 1)


class Run:
    """One job in progress: a child, what it told, and what is still to be run."""

    def __init__(self, job: Job, on_event: Callable[[Event], None] | None = None) -> None:
        self.job = job
        self.on_event = on_event
        self.events: list[Event] = []
        self.imported: list[str] = []
        """Modules of libraries that the child imported, beside those that this process has."""
        self.done = False
        self.started = time.perf_counter()
        self.seconds = 0.0
        self._remaining = list(job.tests)
        self._current: str | None = None
        self._deadline = 0.0
        self._folder = tempfile.TemporaryDirectory(prefix="course-", ignore_cleanup_errors=True)
        self._log = Path(self._folder.name) / "faults"
        self._start()

    def _start(self) -> None:
        context: Any = multiprocessing.get_context(METHOD)
        self._log.write_bytes(b"")
        self._connection, theirs = context.Pipe(duplex=False)
        job = replace(self.job, tests=list(self._remaining))
        self._process = context.Process(target=_child, args=(job, theirs, self._log))
        self._process.start()
        theirs.close()
        self._current = None
        self._deadline = time.monotonic() + job.limit(None) + GRACE_SECONDS

    @property
    def waitables(self) -> list[Connection | int]:
        """What to wait for: `multiprocessing.connection.wait`."""
        return [self._connection, self._process.sentinel]

    @property
    def seconds_left(self) -> float:
        """Until the child has overrun its limit so far that it must be killed from outside."""
        return max(0.0, self._deadline - time.monotonic())

    def advance(self) -> None:
        """Take what the child told, and see to it that all of the job is run."""
        while not self.done:
            try:
                if not self._connection.poll():
                    break
                self._take(self._connection.recv())
            except (EOFError, OSError):
                self._died()
                return
        if not self.done and self.seconds_left == 0.0:
            self._died()

    def _take(self, event: Event) -> None:
        if event["event"] == "start":
            self._current = event["file"]
            self._deadline = time.monotonic() + self.job.limit(self._current) + GRACE_SECONDS
        if event["event"] == "end":
            self.imported = event["imported"]
            self._finish()
            return
        self.events.append(event)
        if self.on_event:
            self.on_event(event)

    def _died(self) -> None:
        """The child ended, or hangs, without having run all: say so of the exercise in hand."""
        overran = self.seconds_left == 0.0
        self._end_child()
        failure = self._explain_death(overran=overran)
        names = [path.name for path in self._remaining]
        if self._current is None:  # while importing: nothing can be judged
            failure.broken = True
            for name in names:
                self._take({"event": "stopped", "file": name, "failure": failure.to_json()})
            self._finish()
            return
        self._take({"event": "stopped", "file": self._current, "failure": failure.to_json()})
        ran = {e["file"] for e in self.events if e["event"] in {"test", "file", "stopped"}}
        self._remaining = [path for path in self._remaining if path.name not in ran]
        if self._remaining:
            self._start()
        else:
            self._finish()

    def _explain_death(self, *, overran: bool) -> Failure:
        text = self._log.read_text(encoding="utf-8", errors="replace")
        code = self._process.exitcode
        frame = _frame_in_dump(text, self.job.project)
        limit = self.job.limit(self._current)
        place = f": {frame.file}, line {frame.line}" if frame else ""
        if overran or "Timeout (" in text:
            message = f"stopped after {limit:g} s, because it was still running{place}"
            note = f"Stopped after {limit:g} s: it was still running. Is there a loop without end?"
        elif "Fatal Python error" in text or (code or 0) < 0:
            message = f"the Python process crashed{place}"
            note = f"The Python process crashed (exit code {code})."
        else:
            message = f"the program ended itself with exit code {code}"
            note = f"The program ended itself with exit code {code}: is there an `os._exit`?"
        return Failure(message=message, note=note, frame=frame)

    def _finish(self) -> None:
        self._end_child()
        self.seconds = time.perf_counter() - self.started
        self._folder.cleanup()
        self.done = True

    def _end_child(self) -> None:
        self._process.join(0.2 if self.seconds_left else 0)
        if hasattr(os, "killpg") and self._process.pid:  # and servers that it started
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        self._connection.close()

    def stop(self) -> None:
        """End the child at once; what it has told stays."""
        if not self.done:
            self._deadline = 0.0  # it is not waited for
            self._finish()


def run(job: Job, on_event: Callable[[Event], None] | None = None) -> Run:
    """Run one job to its end."""
    return next(run_all([job], on_event=on_event))[1]


def run_all(
    jobs: Iterable[Job],
    parallel: int = 1,
    on_event: Callable[[Event], None] | None = None,
) -> Iterator[tuple[int, Run]]:
    """Run jobs, a few at a time; each is given out with its index as soon as it is done."""
    waiting = iter(enumerate(jobs))
    running: dict[int, Run] = {}
    try:
        while True:
            while len(running) < parallel and (following := next(waiting, None)):
                running[following[0]] = Run(following[1], on_event)
            if not running:
                return
            sources = [w for r in running.values() for w in r.waitables]
            wait(sources, timeout=min(r.seconds_left for r in running.values()))
            for index, current in list(running.items()):
                current.advance()
                if current.done:
                    del running[index]
                    yield index, current
    finally:
        for current in running.values():
            current.stop()


def end_with_parent(number: signal.Signals) -> None:
    """Ask Linux for a signal to this process when its parent ends, however it ends."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, number)


def _child(job: Job, connection: Connection, log: Path) -> None:
    """The child's life: isolated from the terminal, from the environment, in a group of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(os, "setsid"):
        os.setsid()
    end_with_parent(signal.SIGKILL)
    kept = {k: v for k, v in os.environ.items() if k in KEPT_VARIABLES or k.startswith("LC_")}
    os.environ.clear()
    os.environ.update(kept | dict(job.environment))
    with suppress(ImportError, ValueError, OSError):
        resource: Any = importlib.import_module("resource")  # not on Windows
        resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    # The clock of a child that was forked of another one stands still, and would block it.
    nested = job.own is not None
    if not nested:
        _forget_other_projects(job.project)
    sys.dont_write_bytecode |= job.edited and _is_just_saved(job.project)
    gc.set_threshold(*COLLECTIONS)
    gc.freeze()  # what is imported stays: no collection need look at it
    collected = False
    inherited = frozenset(sys.modules)
    with log.open("wb", buffering=0) as faults:
        faulthandler.enable(faults)

        def tell(event: Event) -> None:
            nonlocal collected
            if event["event"] == "start":
                if event["file"] and not collected:
                    collected = True
                    gc.freeze()  # nor at the tests
                if not nested:
                    limit = job.limit(event["file"])
                    faulthandler.dump_traceback_later(limit, exit=True, file=faults)
            elif event["event"] == "end":
                event |= {"imported": _libraries(inherited)}
            connection.send(event)

        from course import suite

        suite.run(
            *(job.project, job.tests, tell),
            seed=job.seed,
            brief=job.brief,
            only=job.only,
            touches=job.touches,
            own=job.own,
        )
        if not nested:
            faulthandler.cancel_dump_traceback_later()
    connection.close()
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115 - until the exit
    os._exit(0)


def _is_just_saved(project: Path) -> bool:
    """Whether a file was saved in the last seconds.

    Python knows compiled code by the size of its source and the second in which that was saved: it
    would run it in place of what is saved next.
    """
    since = time.time() - SAVED_SECONDS
    with suppress(OSError):  # a file that goes meanwhile
        code = (path for path in work.files(project) if path.suffix == ".py")
        return any(path.stat().st_mtime > since for path in code)
    return True


def _forget_other_projects(project: Path) -> None:
    """Take out modules that are named like those of a project, and came with the fork."""
    tops = {path.stem for path in project.iterdir()}
    for name, module in list(sys.modules.items()):
        file = str(getattr(module, "__file__", None))
        if name.partition(".")[0] in tops and not file.startswith(LIBRARIES):
            del sys.modules[name]


def _libraries(inherited: frozenset[str]) -> list[str]:
    """The modules of libraries that were imported here, in their order."""
    return [
        name
        for name, module in list(sys.modules.items())
        if name not in inherited
        and getattr(module, "__name__", "") == name
        and str(getattr(module, "__file__", None)).startswith(LIBRARIES)
    ]


def _frame_in_dump(text: str, project: Path) -> Frame | None:
    """The learner's line in faulthandler's dump, whose threads show the latest call first."""
    for escaped, line, function in re.findall(r'File "(.+)", line (\d+) in (\S+)', text):
        file = re.sub(
            ESCAPED, lambda found: chr(int(found[1] or found[2] or found[3], 16)), escaped
        )
        frame = frame_at(Path(file), int(line), function, project)
        if frame:
            return frame
    return None
