"""Which functions of a project each test runs.

So that of a small change only those tests need be run that can notice it: the proof of the wrong
answers makes hundreds of small changes. Whatever cannot be seen from here (a container, a change of
a module rather than of a function in it) counts as seen by every test.
"""

import ast
import builtins
import contextlib
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from course import fresh, instrument
from course.instrument import UNSEEN
from course.solutions import Tree
from course.suite import Event, name_of

ANYTHING = "*"
"""Met by every test: where it cannot be told who sees a change."""
CODE_FOLDER = "app/"
"""Only of functions in here is it told which tests run them: migrations are run once for all. By
itself it stands for what modules hold besides functions, which every test sees that runs here."""


class _Looking:
    """What is looked at in this process now; one suite runs in it."""

    touches: "Touches | None" = None
    elsewhere = False
    was_elsewhere = False
    """Whether anything of this test was about another project."""


@contextlib.contextmanager
def elsewhere() -> Iterator[None]:
    """Let another project be looked at: the processes that are started run nothing of this one.

    A test that does so, and runs none of this project's code, does not see that code at all.
    """
    _Looking.elsewhere = _Looking.was_elsewhere = True
    file = os.environ.pop(instrument.FILE, None)
    try:
        yield
    finally:
        _Looking.elsewhere = False
        if file:
            os.environ[instrument.FILE] = file


@contextlib.contextmanager
def shared(name: str) -> Iterator[None]:
    """Let what runs meanwhile concern each test that does this with the same name.

    For what is found out once, and kept.
    """
    if _Looking.touches:
        with _Looking.touches.sharing(name):
            yield
    else:
        yield


class _Met(set[str]):
    """Names that were met by this process, and by those that it started meanwhile."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> None:
        """Let what is started from now on tell its names here."""
        os.environ[instrument.FILE] = str(self._file)

    def tell_process(self, name: str) -> None:
        """Note what a process that is started may see."""
        if not _Looking.elsewhere:
            with self._file.open("a", encoding="utf-8") as lines:
                lines.write(f"{name}\n")

    def all(self) -> set[str]:
        """All names; UNSEEN is among them if a process has told none."""
        lines = self._file.read_text(encoding="utf-8").splitlines() if self._file.exists() else []
        began, spawned = lines.count(instrument.BEGAN), lines.count(instrument.SPAWNED)
        unseen = {UNSEEN} if began < spawned else set[str]()
        return self.union(lines, unseen) - {instrument.BEGAN, instrument.SPAWNED}


class Touches:
    """A pytest plugin that tells, after each test, which functions of the project it ran.

    What runs while a module is imported, or between tests, concerns every test; what runs in a
    fixture that tests share, each of them.
    """

    def __init__(self, tell: Callable[[Event], None], project: Path) -> None:
        self._tell, self._project = tell, project
        self._folder = tempfile.TemporaryDirectory(prefix="course-touched-")
        self._numbers = count()
        self._between = self._names = self._new_names()
        self._sharing: list[str] = []
        """The fixtures that the test names, those that these name, and what else it shares."""
        self._shared: defaultdict[str, _Met] = defaultdict(self._new_names)

    def pytest_sessionstart(self) -> None:
        """Watch what is imported from now on, and the files and processes of all."""
        _Looking.touches = self
        paths = [instrument.STARTUP, *filter(None, [os.environ.get("PYTHONPATH")])]
        os.environ["PYTHONPATH"] = os.pathsep.join(paths)
        os.environ[instrument.PROJECT] = str(self._project)
        sys.path.append(instrument.STARTUP)  # some hand this on in place of PYTHONPATH
        self._names.now()
        instrument.Instrument(
            str(self._project),
            lambda name: self._names.add(name),  # noqa: PLW0108 - of the test of then
            self._between.add,
            lambda name: self._names.tell_process(name),  # noqa: PLW0108
        ).begin()
        sys.addaudithook(self._audit)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Function) -> Generator[None, object, object]:
        """Tell what one test ran."""
        fresh.forget_documents()
        _forget_results(item.path.parent)
        self._sharing = [*item.fixturenames]
        _Looking.was_elsewhere = False
        with self._into(self._new_names()) as names:
            done = yield
        found = names.all().union(*(self._shared[name].all() for name in self._sharing))
        if not _Looking.was_elsewhere or any("::" in name for name in found):
            found.add(CODE_FOLDER)
        event = {"event": "touched", "file": item.path.name, "test": name_of(item)}
        self._tell(event | {"names": sorted(found)})
        return done

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Iterator[None]:
        """Let what a shared fixture runs concern later tests, too, that only meet its result."""
        names = self._names
        if fixturedef.scope != "function":
            named = fixturedef.argname in self._sharing  # else it cannot be told who asks for it
            names = self._shared[fixturedef.argname] if named else self._between
        with self._into(names):
            return (yield)

    def pytest_sessionfinish(self) -> None:
        """Tell what concerns every test."""
        names = sorted(self._between.all())
        self._tell({"event": "touched", "file": None, "test": None, "names": names})
        self._folder.cleanup()

    @contextlib.contextmanager
    def sharing(self, name: str) -> Iterator[None]:
        """Let what runs meanwhile concern each test that shares this."""
        self._sharing.append(name)
        with self._into(self._shared[name]):
            yield

    @contextlib.contextmanager
    def _into(self, names: _Met) -> Iterator[_Met]:
        before, self._names = self._names, names
        names.now()
        try:
            yield names
        finally:
            self._names = before
            before.now()

    def _new_names(self) -> _Met:
        return _Met(Path(self._folder.name, str(next(self._numbers))))

    def _audit(self, event: str, _: tuple[Any, ...]) -> None:
        if event == "os.fork" and not _Looking.elsewhere:
            self._names.add(UNSEEN)  # what it adds to names is lost with it


def _forget_results(tests: Path) -> None:
    """Empty what functions of tests have cached, so that each test is seen to run all it needs."""
    for module in list(sys.modules.values()):
        if (getattr(module, "__file__", None) or "").startswith(f"{tests}{os.sep}"):
            for value in vars(module).values():
                if isinstance(value, fresh.CACHED):
                    value.cache_clear()


def changed(before: Tree, after: Tree) -> frozenset[str]:
    """What differs between two projects, by the names under which tests are told to have met it.

    Functions and imports whose names meant nothing before change nothing by themselves. A file that
    comes or goes outside of the code may be looked for without being opened, so it is everything.
    """
    found: set[str] = set()
    for path in before.keys() | after.keys():
        old, new = before.get(path), after.get(path)
        if old == new:
            continue
        found.add(path)
        code = path.startswith(CODE_FOLDER) and path.endswith(".py")
        if old is None or new is None:
            found.add(CODE_FOLDER if code else ANYTHING)
        elif not code:
            found.add(f"{path}::<module>")
        elif _Module(old).is_like(_Module(new)):
            bodies, others = _Module(old).bodies, _Module(new).bodies
            found |= {f"{path}::{name}" for name in bodies if bodies[name] != others.get(name)}
        else:
            found.add(CODE_FOLDER)
    return frozenset(found)


def _means_something(name: str) -> bool:
    """Whether a new function or import may take the place of something: a method, a builtin."""
    inner = name.rpartition("<locals>.")[2]
    return "." in inner or inner.startswith("__") or hasattr(builtins, inner)


class _Module:
    """A module taken apart: what is found by its name only, bodies of functions, and the rest."""

    def __init__(self, source: bytes) -> None:
        self.named: dict[str, list[str]] = {}
        """Imports, and the heads of plain functions. A decorated one is part of the rest, with its
        docstring: it may be registered somewhere."""
        self.bodies: dict[str, list[str]] = {}
        self.rest = [ast.dump(each) for each in self._rest(ast.parse(source).body, "")]

    def is_like(self, other: "_Module") -> bool:
        """Whether another one differs in bodies of functions only, or in names that are new."""
        new = other.named.keys() - self.named.keys()
        return (
            self.rest == other.rest
            and self.named.items() <= other.named.items()
            and not any(map(_means_something, new))
        )

    def _rest(self, statements: list[ast.stmt], prefix: str) -> Iterator[ast.stmt]:
        for node in statements:
            if isinstance(node, ast.Import | ast.ImportFrom) and "<locals>" not in prefix:
                origin = (getattr(node, "level", 0), getattr(node, "module", ""))
                for each in node.names:
                    name = (each.asname or each.name).partition(".")[0]
                    self.named.setdefault(name, []).append(f"{origin} {each.name}")
                continue
            if isinstance(node, ast.ClassDef):
                node.body = list(self._rest(node.body, f"{prefix}{node.name}."))
            elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                name = f"{prefix}{node.name}"
                inner = list(self._rest(node.body, f"{name}.<locals>."))
                self.bodies.setdefault(name, []).append(ast.dump(ast.Module(inner, [])))
                documented = node.decorator_list and ast.get_docstring(node)
                node.body = node.body[:1] if documented else []
                if not node.decorator_list:
                    self.named.setdefault(name, []).append(ast.dump(node))
                    continue
            yield node


def noticing(events: Sequence[Event], changes: frozenset[str]) -> frozenset[tuple[str, str]]:
    """The tests, (file, name), that met any of what changed, or were not run on this machine."""
    skipped = {(e["file"], e["test"]) for e in events if e["event"] == "test" and e["unverified"]}
    touched = [event for event in events if event["event"] == "touched"]
    shared = {name for event in touched if event["file"] is None for name in event["names"]}
    wanted = changes | {UNSEEN}
    for name in shared & wanted:
        wanted |= {CODE_FOLDER if name.startswith(CODE_FOLDER) else ANYTHING}
    return frozenset(
        (event["file"], event["test"])
        for event in touched
        if event["file"] and not wanted.isdisjoint([ANYTHING, *event["names"]])
    ).union(skipped)
