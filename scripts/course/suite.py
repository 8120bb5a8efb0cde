"""Runs an exercise suite in this very process and tells what happens: plain Python around pytest.

No process, no fork and no terminal here: whoever calls this decides where it runs (a child of
`course check`, a sandbox that grades a class, a page in the browser).
"""

import ast
import contextlib
import functools
import importlib
import json
import os
import random
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from course import work
from course.exchanges import shorten
from course.explain import Failure, Frame, explain_import

Event = dict[str, Any]
"""What happens: `start` of a file (None: of the imports), `test` with its outcome, `file` that
could not be imported, `notice` of what else should be known, `touched` (see that module), `end`.
Only JSON types, so that it crosses any border."""
Tell = Callable[[Event], None]

OPTIONS = (
    *("-p", "course.plugin", "-p", "no:cacheprovider", "-p", "no:terminal"),
    "--continue-on-collection-errors",  # what one file lacks must not stop the others
    *("-p", "no:unraisableexception"),  # it collects garbage five times at the end of each suite
)
LONGEST_OUTPUT = 4_000


WITH_SERVICES = (
    *("course.services.fixtures", "alembic.command", "sqlalchemy.orm", "argon2", "jwt"),
    *("sqlalchemy.dialects.postgresql.psycopg", "pydantic_settings", "email_validator"),
)
"""What suites of phases with services import besides."""


def warm_up(modules: Sequence[str] = ("fastapi", "starlette.testclient", "uvicorn")) -> None:
    """Import what suites import, so that a child forked from this process has it already."""
    for module in ("pytest", "course.plugin", *modules):
        with contextlib.suppress(ImportError):  # a phase that needs it will say so itself
            importlib.import_module(module)


def run(
    project: Path,
    tests: Sequence[Path],
    tell: Tell,
    *,
    seed: int | None = None,
    brief: Collection[str] = (),
    only: Collection[tuple[str, str]] | None = None,
    touches: bool = False,
    own: Mapping[str, str] | None = None,
) -> None:
    """Run test files, in the order given, on the project in a folder.

    The tests may lie anywhere. With a seed, all tests are shuffled by it. Of a file named in
    `brief`, what comes after its first failure is not run. With `only`, no other test is run than
    these (file, name). With `touches`, it is told what each test ran. With `own`, they are a
    learner's own tests, run as `pytest suite` runs them, up to the first failure, on a copy of a
    project; `own` holds the files in which it differs from other copies.
    """
    import pytest

    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.environ.pop("PYTEST_ADDOPTS", None)
    os.chdir(project)
    tell({"event": "start", "file": None})
    arguments = ["-c", os.devnull, "--rootdir", str(project), *OPTIONS]
    for path in tests[:1]:  # else pytest looks through all folders above, for conftest.py
        arguments += ["--confcutdir", str(path.parent)]
    if own is not None:
        from course import catching

        arguments = catching.begin(project, own)
    plugins: list[object] = [_Teller(tell, project, seed, brief, only)]
    if touches:
        from course.touched import Touches

        plugins.append(Touches(tell, project))
    # What follows a bracket is a test's parameters to pytest, so none may stand before the file.
    named = [os.path.relpath(path) if "[" in str(path) else str(path) for path in tests]
    code = pytest.main([*arguments, *named], plugins=plugins)
    if own is not None and code == pytest.ExitCode.USAGE_ERROR:
        failure = catching.explain_refusal(project)
        tell({"event": "file", "file": tests[0].name, "failure": failure.to_json()})
    tell({"event": "end"})


class _Teller:
    """A pytest plugin that turns what happens into events."""

    def __init__(
        self,
        tell: Tell,
        project: Path,
        seed: int | None,
        brief: Collection[str],
        only: Collection[tuple[str, str]] | None,
    ) -> None:
        self.tell, self.project, self.seed = tell, project, seed
        self.brief, self.only = brief, only
        self.file = ""
        self.failed: set[str] = set()

    def pytest_configure(self, config: Any) -> None:  # noqa: ANN401
        # Nobody reads tracebacks here, and pytest's own form costs 0.3 s a failure: it compiles
        # the source of each frame.
        config.option.tbstyle = "native"

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        if self.seed is not None:
            random.Random(self.seed).shuffle(items)  # noqa: S311 - an order, not a secret
        if self.only is not None:
            items[:] = [item for item in items if (item.path.name, name_of(item)) in self.only]

    def pytest_exception_interact(self, node: Any, call: Any, report: Any) -> None:  # noqa: ANN401
        if report.when == "collect":
            error = call.excinfo.value
            failure = explain_import(error.__cause__ or error, self.project)
            self.tell({"event": "file", "file": node.path.name, "failure": failure.to_json()})

    def pytest_runtest_protocol(self, item: Any) -> bool | None:  # noqa: ANN401
        if item.path.name in self.failed.intersection(self.brief):
            return True
        if item.path.name != self.file:
            self.file = item.path.name
            self.tell({"event": "start", "file": self.file})
        return None

    def pytest_runtest_logreport(self, report: Any) -> None:  # noqa: ANN401
        if report.when == "teardown":
            for name, text in report.user_properties:
                if name == "notice":
                    self.tell({"event": "notice", "file": self.file, "text": text})
        if report.when == "call" or not report.passed:
            failure = dict(report.user_properties).get("failure")
            if failure is None and report.failed:
                crash = getattr(report.longrepr, "reprcrash", None)
                message = crash.message if crash else str(report.longrepr)
                failure = json.dumps(Failure(message=message).to_json())
            if report.failed:
                self.failed.add(self.file)
            output = "".join(text for name, text in report.sections if name.startswith("Captured"))
            self.tell(
                {
                    "event": "test",
                    "file": self.file,
                    "test": report.nodeid.partition("[")[0].rpartition("::")[2],
                    "passed": report.passed,
                    "seconds": report.duration,
                    "unverified": _why_not_judged(report),
                    "failure": json.loads(failure) if failure and report.failed else None,
                    "output": shorten(output, LONGEST_OUTPUT),
                }
            )


def _why_not_judged(report: Any) -> str:  # noqa: ANN401
    """The reason that a skipped test gives; one that is marked to fail says nothing either."""
    if not report.skipped:
        return ""
    if isinstance(report.longrepr, tuple):
        return str(report.longrepr[2]).removeprefix("Skipped: ")
    return "It is expected to fail."


def name_of(item: Any) -> str:  # noqa: ANN401 - pytest is imported by what runs it
    """The name of a test's function, whatever its parameters are."""
    return str(getattr(item, "originalname", item.name))


def syntax_error(project: Path) -> Failure | None:
    """The first syntax error in the project's own Python files, explained; None without one."""
    for path in sorted(path for path in work.files(project) if path.suffix == ".py"):
        name = path.relative_to(project).as_posix()
        if name.startswith("tests/") or "/." in f"/{name}":
            continue
        try:
            _parse(path.read_bytes(), name)
        except SyntaxError as error:
            code = (error.text or "").strip()
            frame = Frame(name, error.lineno or 1, "", code)
            message = f"{name}, line {error.lineno}: {error.msg}"
            return Failure(message=message, broken=True, note=error.msg, frame=frame)
        except (ValueError, OSError) as error:
            message = f"{name} cannot be read: {error}"
            return Failure(message=message, broken=True, note=message)
    return None


@functools.lru_cache(maxsize=4096)
def _parse(source: bytes, name: str) -> None:
    """Raise what is wrong with a file; most are the same in project after project."""
    ast.parse(source, name)
