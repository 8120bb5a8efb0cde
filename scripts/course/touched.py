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
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from course.solutions import Tree
from course.suite import Event, name_of

EVERYTHING = "*"
"""Stands for all of a project where a test runs what this process cannot see."""
PROCESSES = frozenset({"subprocess.Popen", "os.fork", "os.posix_spawn", "os.exec"})
OWN_TESTS = "suite/"
"""Tests that a learner wrote: only those tests can notice a change there that read the file."""
CODE_FOLDER = "app/"
"""Only of functions in here is it told which tests run them: migrations are run once for all."""

_elsewhere = False


@contextlib.contextmanager
def elsewhere() -> Iterator[None]:
    """Let processes be started for another project: what they run is no part of this one."""
    global _elsewhere  # noqa: PLW0603 - one test runs at a time in a process
    _elsewhere = True
    try:
        yield
    finally:
        _elsewhere = False


class Touches:
    """A pytest plugin that tells, after each test, which functions of the project it ran.

    What runs while a module is imported, in a fixture that tests share, or between tests, concerns
    every test.
    """

    def __init__(self, tell: Callable[[Event], None], project: Path) -> None:
        self._tell, self._root = tell, f"{project}{os.sep}"
        self._names: set[str] = set()
        self._between = self._names
        self._importing = 0
        self._known: dict[CodeType, str] = {}

    def pytest_sessionstart(self) -> None:
        """Watch this thread, those to come, and files and processes of all."""
        sys.addaudithook(self._audit)
        threading.settrace(self._called)
        sys.settrace(self._called)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Tell what one test ran."""
        self._names = names = set()
        sys.settrace(self._called)
        try:
            return (yield)
        finally:
            if sys.gettrace() != self._called:  # Python ends it at a RecursionError, say
                names.add(EVERYTHING)
            event = {"event": "touched", "file": item.path.name, "test": name_of(item)}
            self._tell(event | {"names": sorted(names)})
            self._names = self._between

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef[object]) -> Iterator[None]:
        """Let what a shared fixture runs concern every test: later ones meet its result only."""
        names = self._names
        if fixturedef.scope != "function":
            self._names = self._between
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
            (self._between if self._importing else self._names).add(name)
            if code.co_name == "<module>":
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
            if not _elsewhere:
                self._names.add(EVERYTHING)
        elif event == "open" and (
            (path := str(Path(str(arguments[0])).absolute())).startswith(self._root)
        ):
            importing = "importlib" in sys._getframe(1).f_code.co_filename  # noqa: SLF001
            if not importing:
                self._names.add(self._relative(path))


def changed(before: Tree, after: Tree) -> frozenset[str] | None:
    """The functions in which two projects differ, and their files; None if they differ otherwise.

    Functions and imports whose names meant nothing before change nothing by themselves.
    """
    found: set[str] = set()
    for path in before.keys() | after.keys():
        old, new = before.get(path), after.get(path)
        if old == new:
            continue
        if path.startswith(OWN_TESTS):
            found.add(path)
            continue
        if old is None or new is None or not (path.startswith(CODE_FOLDER) and path[-3:] == ".py"):
            return None
        was, now = _Module(old), _Module(new)
        kept = was.named.items() <= now.named.items()
        if (
            was.rest != now.rest
            or not kept
            or any(map(_means_something, now.named.keys() - was.named.keys()))
        ):
            return None
        differing = {n for n in was.bodies if was.bodies[n] != now.bodies.get(n)}
        found |= {path} | {f"{path}::{name}" for name in differing}
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


def noticing(events: Iterable[Event], changes: frozenset[str] | None) -> frozenset[tuple[str, str]]:
    """The tests, (file, name), that ran any of what changed; all of them for None."""
    wanted = {EVERYTHING} | (changes or set())
    touched = [event for event in events if event["event"] == "touched"]
    always = changes is None or any(
        event["file"] is None and not wanted.isdisjoint(event["names"]) for event in touched
    )
    return frozenset(
        (event["file"], event["test"])
        for event in touched
        if event["file"] and (always or not wanted.isdisjoint(event["names"]))
    )
