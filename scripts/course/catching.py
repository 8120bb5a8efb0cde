"""Runs the tests that a learner wrote on APIs that are broken on purpose: which do they catch?

Each API is a copy of the phase's project, made of `apis.json`, with the learner's tests beside it;
they are run in a child process, on a database of their own. To import an application takes half a
second, and a phase has a hundred APIs. So the project is imported once; a child that is forked for
an API has it already, and imports the modules anew that differ there, and those that use them.
"""

import ast
import contextlib
import gc
import hashlib
import importlib
import importlib.util
import json
import os
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Any

import pytest

from course import processes, touched
from course.apis import FILE, KNOWN, SUITE, Api, Apis
from course.explain import Failure, explain_import
from course.own_tests import BRIEFLY, GIVEN
from course.processes import Job, Run
from course.services import DATABASE_URL
from course.services.migrations import HERE
from course.workspace import settings_of

PLUGIN = "course.own_tests"
OPTIONS = (
    *("-p", PLUGIN, "-p", "no:cacheprovider", "-p", "no:terminal", "--exitfirst"),
    *("-p", "no:unraisableexception"),  # it collects garbage five times at the end
    *("-p", "no:faulthandler"),  # it has a clock that stands still in a child of a child
)
AT_ONCE = 2
SECONDS = 30.0
"""How long the tests may take on one API: ten times what they need."""
ORDERS = (1, 2, 3)
HYPOTHESIS = "HYPOTHESIS_STORAGE_DIRECTORY"
"""Where it keeps what it has found out about Unicode and about constants in the code."""

_imported: dict[str, ModuleType] = {}
"""The modules of the project that all APIs share; children find them here."""
_users: dict[str, set[str]] = {}
"""For each of them, the modules that must be imported anew together with it."""


@dataclass(slots=True)
class Outcome:
    """What came of the learner's tests on one API."""

    ran: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    """The tests that failed, with what they said; they are run up to the first one."""
    problem: str = ""
    """Why they could not be run."""

    @classmethod
    def of(cls, run: Run) -> "Outcome":
        """Read the events of a run."""
        outcome = cls()
        for event in run.events:
            if event["event"] == "test" and not event["unverified"]:
                outcome.ran += 1
                if not event["passed"]:
                    outcome.failed.append((event["test"], _first_lines(event["failure"])))
            elif event["event"] in {"file", "stopped"}:
                outcome.problem = outcome.problem or _first_lines(event["failure"])
        return outcome

    def remember(self, key: str) -> None:
        """Keep it for who asks the same, where there is a folder for that.

        What could not be run is tried again: a busy machine may be the reason.
        """
        if (folder := os.environ.get(KNOWN)) and not self.problem:
            written = Path(folder, f"{key}.{os.getpid()}")
            written.write_text(json.dumps(asdict(self)), encoding="utf-8")
            written.replace(Path(folder, key))

    @classmethod
    def recall(cls, key: str) -> "Outcome | None":
        """What came of the same before; None where nobody knows."""
        path = Path(os.environ.get(KNOWN, os.devnull), key)
        if not path.is_file():
            return None
        kept = json.loads(path.read_text(encoding="utf-8"))
        return cls(kept["ran"], [(test, message) for test, message in kept["failed"]])


def _first_lines(failure: Mapping[str, Any]) -> str:
    lines = [line.strip() for line in failure["message"].splitlines()]
    lines = [line for line in lines if line and not re.match(r"Use -v|\+ +where", line)]
    return " ".join(lines[:3])[:300]


class Bench:
    """Where APIs are put together and judged, for all exercises of one run of tests."""

    def __init__(
        self, project: Path, folder: Path, databases: Callable[[Path], Sequence[Any]]
    ) -> None:
        self._project, self._folder = project, folder
        self._make_databases = databases
        self._databases: Sequence[Any] = ()
        self._made = 0
        self._digest = ""
        """Of the file of all APIs, with what they share."""
        self._common: Mapping[str, bytes] = {}
        """The files that they share."""
        self._apis: dict[Path, Apis] = {}
        self._found: dict[object, OwnTests] = {}

    @classmethod
    @contextlib.contextmanager
    def open(cls, request: pytest.FixtureRequest) -> Iterator["Bench"]:
        """Make one, with databases where the phase has one; all is gone at the end."""
        project = request.config.rootpath

        def databases(base: Path) -> Sequence[Any]:
            if "postgres" not in settings_of(project).get("services", []):
                return [None] * AT_ONCE
            own = request.getfixturevalue("_postgres")
            if own.given:
                return [own]
            server = request.getfixturevalue("_server")
            return [server.migrated(base) for _ in range(AT_ONCE)]

        with tempfile.TemporaryDirectory(prefix="course-apis-") as folder:
            bench = cls(project, Path(folder).resolve(), databases)
            yield bench
            for database in bench._databases:
                if database is not None:
                    database.close()
        _imported.clear()
        _users.clear()

    def tests_of(self, test_file: Path, own: str, mine: tuple[str, ...]) -> "OwnTests":
        """The learner's tests for the exercise of a test file, judged once for all of its tests."""
        path = test_file.with_name(FILE)
        with touched.elsewhere():  # what is judged is no part of this project
            if path not in self._apis:
                self._apis[path] = Apis.read(path)
                self._digest = hashlib.sha256(path.read_bytes()).hexdigest()
                self._common = self._apis[path].project
        exercise = ".".join(test_file.name.split("_")[1:3])
        key = (path, exercise, own, mine)
        if key not in self._found:
            self._found[key] = OwnTests(self, self._apis[path], exercise, own, mine)
        return self._found[key]

    def _set_up(self) -> None:
        """Make ready what all APIs share, when the first of them is judged."""
        if self._databases:
            return
        base = self._folder / "base"
        for name, content in self._common.items():
            (base / name).parent.mkdir(parents=True, exist_ok=True)
            (base / name).write_bytes(content)
        with _aside(base) as imported:
            self._databases = self._make_databases(base)  # by its migrations
            app = settings_of(base).get("app", "")
            if app and processes.METHOD == "fork" and not _imported:
                importlib.import_module(app.partition(":")[0])
        if processes.METHOD == "fork" and not _imported:
            _imported.update(imported)
            _users.update(_find_users())

    def read(self, name: str) -> str | None:
        """The text of a file of the learner; None if there is none."""
        path = self._project / name
        return path.read_text(encoding="utf-8") if path.is_file() else None

    def run(
        self,
        own: str,
        apis: Sequence[Api],
        seed: int | None,
        *,
        briefly: bool = False,
        in_turn: bool = False,
    ) -> list[Outcome]:
        """Run the tests of one file on some APIs; shuffled, with a seed.

        `briefly`: it is asked only whether a test fails. `in_turn`: one after the other on the same
        database, which each finds as the one before left it.
        """
        tests = self._tests(own)
        places = range(len(apis)) if in_turn else [0] * len(apis)
        keys = [
            self._key(own, tests, api, seed, briefly=briefly, place=place)
            for api, place in zip(apis, places, strict=True)
        ]
        outcomes = {i: known for i, key in enumerate(keys) if (known := Outcome.recall(key))}
        if in_turn and len(outcomes) < len(apis):
            outcomes = {}
        unknown = [index for index in range(len(apis)) if index not in outcomes]
        if unknown:
            with touched.elsewhere():
                self._set_up()
        free = list(self._databases[:1] if in_turn else self._databases)
        many, used = len(free), dict[int, Any]()
        for library in ("anyio.pytest_plugin", "hypothesis"):  # imported once for all children
            if library != "hypothesis" or library in (self.read(own) or ""):
                with contextlib.suppress(ImportError):
                    importlib.import_module(library)

        def jobs() -> Iterator[Job]:
            for index in unknown:
                used[index] = free.pop()
                job = self._job(own, tests, apis[index], seed, used[index])
                if briefly:
                    job.environment = {**job.environment, GIVEN: BRIEFLY}
                yield job

        with touched.elsewhere():
            for number, run in processes.run_all(jobs(), many):
                index = unknown[number]
                outcomes[index] = Outcome.of(run)
                outcomes[index].remember(keys[index])
                free.append(used.pop(index))
                if free[-1] is not None and not (in_turn and index < len(apis) - 1):
                    free[-1].restore()
                # What was compiled there need not be compiled again.
                shutil.copytree(run.job.project / SUITE, self._suite, dirs_exist_ok=True)
                shutil.rmtree(run.job.project)
        return [outcomes[index] for index in range(len(apis))]

    @property
    def _suite(self) -> Path:
        return self._folder / SUITE

    def _tests(self, own: str) -> dict[str, bytes]:
        """The learner's files that are needed to run one file of tests: it, and what helps it."""
        sources = sorted((self._project / SUITE).rglob("*"))
        files = {
            path.relative_to(self._project).as_posix(): path.read_bytes()
            for path in sources
            if path.is_file() and path.parent.name != "__pycache__"
        }
        chosen: dict[str, bytes] = {}
        words = {own}
        while more := {n: files[n] for n in files.keys() - chosen.keys() if _helps(n, words)}:
            chosen |= more
            for content in more.values():
                words |= set(re.findall(r"\w+", content.decode(errors="ignore")))
        return chosen

    def _key(
        self,
        own: str,
        tests: Mapping[str, bytes],
        api: Api,
        seed: int | None,
        *,
        briefly: bool,
        place: int,
    ) -> str:
        """The same for the same tests on the same API, and for nothing else."""
        files = {name: hashlib.sha256(content).hexdigest() for name, content in tests.items()}
        asked = [self._digest, own, files, dict(api.files), seed, briefly, place]
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()

    def _job(
        self,
        own: str,
        tests: Mapping[str, bytes],
        api: Api,
        seed: int | None,
        database: Any,  # noqa: ANN401
    ) -> Job:
        self._made += 1
        project = self._folder / str(self._made)
        shutil.copytree(self._folder / "base", project, copy_function=_link)
        if self._suite.exists():
            shutil.copytree(self._suite, project / SUITE)
        for name, content in tests.items():
            _write(project / name, content)
        for name, text in api.files.items():
            _write(project / name, text.encode())
        environment = os.environ | {GIVEN: "yes", HYPOTHESIS: str(self._folder / "hypothesis")}
        if database is not None:
            environment[DATABASE_URL] = database.url
        return Job(
            project,
            [project / own],
            {Path(own).name: SECONDS},
            seed=seed,
            environment=environment,
            own=api.files,
            edited=False,
        )


def _helps(name: str, words: AbstractSet[str]) -> bool:
    """Whether a file beside the learner's tests is needed where these words stand.

    Fixtures and data always are, a module where it is named, another file of tests never.
    """
    path = PurePosixPath(name)
    if name in words or path.suffix != ".py" or path.name in {"conftest.py", "__init__.py"}:
        return True
    if path.name.startswith("test_") or path.stem.endswith("_test"):
        return False
    return not words.isdisjoint([*path.parts[1:-1], path.stem])


def _link(source: str, target: str) -> None:
    """Have a file in a second place, without a copy where that can be."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _write(path: Path, content: bytes) -> None:
    """Write a file unless it is there; what is compiled of it stays good."""
    if path.is_file() and path.read_bytes() == content:
        return
    path.unlink(missing_ok=True)  # it may be a link to the file of all
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@dataclass
class OwnTests:
    """The learner's tests for one exercise, and what is asked of them."""

    bench: Bench
    apis: Apis
    exercise: str
    file: str
    mine: tuple[str, ...]
    """Files of the API that the learner writes in this exercise, besides its tests."""
    _known: dict[object, list[Outcome]] = field(default_factory=dict)

    def must_pass(self) -> None:
        """Fail unless there are tests, and all of them pass on the API as it is."""
        __tracebackhide__ = True
        if self.bench.read(self.file) is None:
            pytest.fail(f"There is no {self.file}: your tests belong there.", pytrace=False)
        self._judge_original(None, "on the API as it is")

    def must_pass_in_any_order(self) -> None:
        """Fail unless they pass shuffled, too, and again on the database that they have left."""
        __tracebackhide__ = True
        self.must_pass()
        for seed in ORDERS:
            self._judge_original(seed, "when the tests are run in another order")
        self._judge_original(None, "when the tests are run again on the same database", times=2)

    def must_catch_every_broken_api(self) -> None:
        """Fail unless a test fails on each broken API; those that are not caught are not told."""
        __tracebackhide__ = True
        self.must_pass()
        apis = self.apis.of(self.exercise, "broken")
        outcomes = self._run("broken", apis)
        missed = [n for n, outcome in enumerate(outcomes, start=1) if not outcome.failed]
        if missed:
            lines = [_not_caught(missed, len(apis))]
            lines += [
                f"{number}: it could not be judged: {outcome.problem}"
                for number, outcome in enumerate(outcomes, start=1)
                if not outcome.failed and outcome.problem
            ]
            lines += [
                f"{number} is caught by {outcome.failed[0][0]}: {api.says}"
                for number, (api, outcome) in enumerate(zip(apis, outcomes, strict=True), start=1)
                if outcome.failed
            ]
            pytest.fail("\n".join(lines), pytrace=False)

    def must_accept_every_variant(self) -> None:
        """Fail unless all of them pass on APIs that are built otherwise, and just as right."""
        __tracebackhide__ = True
        self.must_pass()
        apis = self.apis.of(self.exercise, "variant")
        for api, outcome in zip(apis, self._run("variant", apis), strict=True):
            if outcome.failed or outcome.problem:
                test, message = (outcome.failed or [("The suite", outcome.problem)])[0]
                lines = [f"A correct API is refused. {api.says}", f"{test} fails: {message}"]
                pytest.fail("\n".join(lines), pytrace=False)

    def _judge_original(self, seed: int | None, when: str, times: int = 1) -> None:
        __tracebackhide__ = True
        files = {name: text for name in self.mine if (text := self.bench.read(name)) is not None}
        apis = [Api("", files)] * times
        *_, outcome = self._run(("original", seed, times), apis, seed, in_turn=True)
        if outcome.problem:
            pytest.fail(f"{self.file} cannot be run: {outcome.problem}", pytrace=False)
        if not outcome.ran:
            pytest.fail(
                f"{self.file} has no test yet: a function that begins with test_.", pytrace=False
            )
        if outcome.failed:
            test, message = outcome.failed[0]
            pytest.fail(f"{test} fails {when}.\n{message}", pytrace=False)

    def _run(
        self, key: object, apis: Sequence[Api], seed: int | None = None, *, in_turn: bool = False
    ) -> list[Outcome]:
        with touched.shared(f"{self.exercise} {self.file} {self.mine} {key}"):
            if key not in self._known:
                briefly = key == "broken"
                self._known[key] = self.bench.run(
                    self.file, apis, seed, briefly=briefly, in_turn=in_turn
                )
        return self._known[key]


def _not_caught(missed: Sequence[int], many: int) -> str:
    if len(missed) == 1:
        return f"Broken API {missed[0]} of {many} passes all your tests."
    numbers = f"{', '.join(map(str, missed[:-1]))} and {missed[-1]}"
    return f"Broken APIs {numbers} of {many} pass all your tests."


def begin(api: Path, changed: Mapping[str, str]) -> list[str]:
    """Make a child ready for the tests on an API with these files changed; pytest's arguments."""
    gc.freeze()  # what is there already need not be looked at again and again
    sys.settrace(None)
    threading.settrace(None)
    _forget(api)
    sys.path.insert(0, str(api))
    sys.modules.update(_imported)
    _drop(_stale({_module(path) for path in changed}), api)
    config = api / SUITE / "pytest.ini"
    where = ["-c", str(config)] if config.is_file() else ["-c", os.devnull, "--rootdir", str(api)]
    return [*where, *OPTIONS]


def explain_refusal(api: Path) -> Failure:
    """Why pytest refused to begin: mostly it is the learner's conftest."""
    try:
        importlib.import_module(f"{SUITE}.conftest")
    except Exception as error:  # noqa: BLE001 - whatever it raises
        return explain_import(error, api)
    return Failure(message=f"pytest does not begin: look at {SUITE}/pytest.ini.")


@contextlib.contextmanager
def _aside(project: Path) -> Iterator[dict[str, ModuleType]]:
    """Import from a project, and take all of it out again: another one of these names is in use.

    Gives a dictionary that holds the modules in the end.
    """
    path, in_use, imported = sys.path[:], _forget(project), dict[str, ModuleType]()
    sys.path.insert(0, str(project))
    sys.path_importer_cache.pop(HERE, None)
    try:
        yield imported
    finally:
        imported |= _forget(project)
        sys.modules.update(in_use)
        sys.path[:] = path
        sys.path_importer_cache.pop(HERE, None)


def _forget(project: Path) -> dict[str, ModuleType]:
    """Take the modules out that are named like those of a project; answers them."""
    tops = {path.stem for path in project.iterdir()} - {"tests"} | {SUITE}
    found = {n: m for n, m in sys.modules.items() if n.partition(".")[0] in tops}
    for name in found:
        del sys.modules[name]
    return found


def _find_users() -> dict[str, set[str]]:
    """For each module, those that must be imported anew if it is: they import it, or lie in it.

    A table enters itself in a list of all tables, which it cannot do twice: with a module that has
    tables, all modules are imported anew.
    """
    users: dict[str, set[str]] = {name: set() for name in _imported}
    for name, module in _imported.items():
        for origin in {*_imports(module), name.rpartition(".")[0]} & users.keys():
            users[origin].add(name)
        own = [each for each in vars(module).values() if getattr(each, "__module__", "") == name]
        if any(hasattr(each, "__table__") for each in own):
            users[name].update(_imported)
    return users


def _imports(module: ModuleType) -> Iterator[str]:
    """The modules that a module imports, and names from them, which may be modules, too."""
    for node in ast.walk(ast.parse(Path(str(module.__file__)).read_bytes())):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            where = "." * node.level + (node.module or "")
            origin = importlib.util.resolve_name(where, module.__package__)
            yield origin
            yield from (f"{origin}.{each.name}" for each in node.names)


def _stale(changed: set[str]) -> set[str]:
    """The modules to be imported anew where these have changed."""
    stale, found = set[str](), changed & _imported.keys()
    while found:
        stale |= found
        found = set[str]().union(*(_users[name] for name in found)) - stale
    return stale


def _drop(stale: set[str], api: Path) -> None:
    """Let these modules be imported from an API when they are asked for."""
    for name, module in _imported.items():
        if hasattr(module, "__path__"):
            module.__path__ = [str(api / name.replace(".", "/"))]
    for name in stale:
        del sys.modules[name]
        package, _, inside = name.rpartition(".")
        if package and hasattr(_imported[package], inside):
            delattr(_imported[package], inside)


def _module(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
