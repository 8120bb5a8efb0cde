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
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

import pytest

from course import fresh
from course.solutions import Tree
from course.suite import Event, name_of

UNSEEN = "?"
"""Met by tests that run what this process cannot see: it may be anything of the project."""
ANYTHING = "*"
"""Met by every test: where it cannot be told who sees a change."""
PROCESSES = frozenset({"subprocess.Popen", "os.fork", "os.posix_spawn", "os.exec"})
TELL = "__touched__"
"""The name, among the builtins, of what functions call."""
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
    fixture that tests share, each of them. Each function of the project says so itself: a call is
    added to it while its module is imported. (To trace all calls would take four times as long.)
    """

    def __init__(self, tell: Callable[[Event], None], project: Path) -> None:
        self._tell, self._root = tell, f"{project}{os.sep}"
        self._names: set[str] = set()
        self._between = self._names
        self._fixtures: list[str] = []
        """Those that the test names, and those that these name."""
        self._shared: defaultdict[str, set[str]] = defaultdict(set)
        self._importing = 0

    def pytest_sessionstart(self) -> None:
        """Watch what is imported from now on, and the files and processes of all."""
        sys.addaudithook(self._audit)
        setattr(builtins, TELL, self._met)
        sys.path_hooks.insert(0, self._finder)
        sys.path_importer_cache.clear()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Function) -> Iterator[None]:
        """Tell what one test ran."""
        fresh.forget_documents()
        _forget_results(item.path.parent)
        self._names = names = set()
        self._fixtures = item.fixturenames
        _Elsewhere.before = False
        try:
            return (yield)
        finally:
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
        names = sorted(self._between)
        self._tell({"event": "touched", "file": None, "test": None, "names": names})

    def _met(self, name: str) -> None:
        self._now.add(name)

    @property
    def _now(self) -> set[str]:
        return self._between if self._importing else self._names

    def _finder(self, folder: str) -> FileFinder:
        if not f"{folder}{os.sep}".startswith(self._root):
            raise ImportError(folder)
        touches = self

        class Loader(SourceFileLoader):
            def get_code(self, fullname: str) -> CodeType:
                path = self.get_filename(fullname)
                tree = ast.parse(self.get_data(path))
                _add_calls(tree, f"{touches._relative(path)}::")
                return compile(tree, path, "exec", dont_inherit=True)

            def exec_module(self, module: ModuleType) -> None:
                touches._importing += 1
                try:
                    super().exec_module(module)
                finally:
                    touches._importing -= 1

        return FileFinder(folder, (Loader, SOURCE_SUFFIXES))

    def _relative(self, path: str) -> str:
        return path.removeprefix(self._root).replace("\\", "/")

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in PROCESSES:
            if not _Elsewhere.now:
                self._names.add(UNSEEN)
        elif event == "exec" and (path := arguments[0].co_filename).startswith(self._root):
            self._between.add(f"{self._relative(path)}::<module>")
        elif event == "open" and (
            (path := str(Path(str(arguments[0])).absolute())).startswith(self._root)
        ):
            compiled = "importlib" in sys._getframe(1).f_code.co_filename  # noqa: SLF001
            if not compiled:
                self._now.add(self._relative(path))


def _forget_results(tests: Path) -> None:
    """Empty what functions of tests have cached, so that each test is seen to run all it needs."""
    for module in list(sys.modules.values()):
        if (getattr(module, "__file__", None) or "").startswith(f"{tests}{os.sep}"):
            for value in vars(module).values():
                if isinstance(value, fresh.CACHED):
                    value.cache_clear()


def _add_calls(node: ast.AST, name: str) -> None:
    """Let each function in a tree tell its name when it begins."""
    for child in ast.iter_child_nodes(node):
        inner = name
        if isinstance(child, ast.ClassDef):
            inner = f"{name}{child.name}."
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = f"{name}{child.name}.<locals>."
            call = ast.parse(f"{TELL}({name + child.name!r})").body[0]
            for part in ast.walk(call):
                ast.copy_location(part, child.body[0])
            child.body.insert(bool(ast.get_docstring(child, clean=False)), call)
        _add_calls(child, inner)


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
