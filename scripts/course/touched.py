"""Which functions of a project each test runs.

So that of a small change only those tests need be run that can notice it: the proof of the wrong
answers makes hundreds of small changes. Whatever cannot be seen from here (another process, a
change of a module rather than of a function in it) counts as seen by every test.
"""

import ast
import builtins
import contextlib
import os
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from course.solutions import Tree
from course.suite import Event, name_of

UNSEEN = "?"
"""Met by tests that run what this process cannot see: it may be anything of the project."""
ANYTHING = "*"
"""Met by every test: where it cannot be told who sees a change."""
PROCESSES = frozenset({"subprocess.Popen", "os.fork", "os.posix_spawn", "os.exec"})
CODE_FOLDER = "app/"
"""Only of functions in here is it told which tests run them: migrations are run once for all. By
itself it stands for what modules hold besides functions, which every test sees that runs here."""


class _Elsewhere:
    """Whether what happens now is about another project, and whether anything was in this test."""

    now = False
    before = False


@contextlib.contextmanager
def elsewhere() -> Iterator[None]:
    """Let another project be looked at: the processes that are started run nothing of this one.

    A test that does so, and runs none of this project's code, does not see that code at all.
    """
    _Elsewhere.now = _Elsewhere.before = True
    try:
        yield
    finally:
        _Elsewhere.now = False


class Touches:
    """A pytest plugin that tells, after each test, which functions of the project it ran.

    What runs while a module is imported, or between tests, concerns every test; what runs in a
    fixture that tests share, each of them.
    """

    def __init__(self, tell: Callable[[Event], None], project: Path) -> None:
        self._tell, self._root = tell, f"{project}{os.sep}"
        self._names: set[str] = set()
        self._between = self._names
        self._fixtures: list[str] = []
        """Those that the test names, and those that these name."""
        self._shared: defaultdict[str, set[str]] = defaultdict(set)
        self._importing = 0
        self._known: dict[CodeType, str] = {}

    def pytest_sessionstart(self) -> None:
        """Watch this thread, those to come, and files and processes of all."""
        sys.addaudithook(self._audit)
        threading.settrace(self._called)
        sys.settrace(self._called)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Function) -> Iterator[None]:
        """Tell what one test ran."""
        self._names = names = set()
        self._fixtures = item.fixturenames
        _Elsewhere.before = False
        sys.settrace(self._called)
        try:
            return (yield)
        finally:
            if sys.gettrace() != self._called:  # Python ends it at a RecursionError, say
                names.add(UNSEEN)
            for fixture in self._fixtures:
                names |= self._shared[fixture]
            if not _Elsewhere.before or any("::" in name for name in names):
                names.add(CODE_FOLDER)
            event = {"event": "touched", "file": item.path.name, "test": name_of(item)}
            self._tell(event | {"names": sorted(names)})
            self._names = self._between

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Iterator[None]:
        """Let what a shared fixture runs concern later tests, too, that only meet its result."""
        names = self._names
        if fixturedef.scope != "function":
            named = fixturedef.argname in self._fixtures  # else it cannot be told who asks for it
            self._names = self._shared[fixturedef.argname] if named else self._between
        try:
            return (yield)
        finally:
            self._names = names

    def pytest_sessionfinish(self) -> None:
        """Tell what concerns every test."""
        sys.settrace(None)
        threading.settrace(None)
        names = sorted(self._between)
        self._tell({"event": "touched", "file": None, "test": None, "names": names})

    def _called(self, frame: FrameType, event: str, arg: object) -> Any:  # noqa: ANN401, ARG002
        code = frame.f_code
        name = self._known.get(code)
        if name is None:
            inside = code.co_filename.startswith(self._root)
            path = self._relative(code.co_filename)
            name = self._known[code] = f"{path}::{code.co_qualname}" if inside else ""
        if name:
            module = code.co_name == "<module>"
            (self._between if self._importing or module else self._names).add(name)
            if module:
                self._importing += 1
                frame.f_trace_lines = False
                return self._imported
        return None

    def _imported(self, frame: FrameType, event: str, arg: object) -> None:  # noqa: ARG002
        if event == "return":
            self._importing -= 1

    def _relative(self, path: str) -> str:
        return path.removeprefix(self._root).replace("\\", "/")

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in PROCESSES:
            if not _Elsewhere.now:
                self._names.add(UNSEEN)
        elif event == "open" and (
            (path := str(Path(str(arguments[0])).absolute())).startswith(self._root)
        ):
            compiled = "importlib" in sys._getframe(1).f_code.co_filename  # noqa: SLF001
            if not compiled:
                (self._between if self._importing else self._names).add(self._relative(path))


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


def noticing(events: Iterable[Event], changes: frozenset[str]) -> frozenset[tuple[str, str]]:
    """The tests, (file, name), that met any of what changed."""
    touched = [event for event in events if event["event"] == "touched"]
    shared = {name for event in touched if event["file"] is None for name in event["names"]}
    wanted = changes | {UNSEEN}
    for name in shared & wanted:
        wanted |= {CODE_FOLDER if name.startswith(CODE_FOLDER) else ANYTHING}
    return frozenset(
        (event["file"], event["test"])
        for event in touched
        if event["file"] and not wanted.isdisjoint([ANYTHING, *event["names"]])
    )
