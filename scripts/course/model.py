"""Phases and exercises, as `phase.toml` states them.

The same data is read from two places: authors' commands read `solutions/*/phase.toml`, learners'
commands read `phases/manifest.json`, which the build makes of it. Only the standard library is
imported here, because `course status` must answer at once.
"""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from course.errors import CourseError

SERVICES = ("postgres", "smtp", "oidc")
KINDS = ("asgi", "wsgi", "server", "library", "files")
SECONDS = 10.0
"""How long the tests of a file may take, where nothing is said of it."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Exercise:
    """One thing to write."""

    id: str
    title: str
    solves: tuple[str, ...]
    lesson: str
    hints: tuple[str, ...]
    topics: Mapping[str, str] = field(default_factory=dict)
    seconds: float = SECONDS
    level: str = ""
    """The extra level that it belongs to: a phase is done without it."""
    points: int = 0
    """What each of its tests is worth, where a phase counts points."""

    @property
    def test_prefix(self) -> str:
        """What the name of its test file begins with: `test_4_3_`."""
        return f"test_{self.id.replace('.', '_')}_"

    @property
    def files(self) -> tuple[str, ...]:
        """The files that it asks the learner to edit, each once."""
        return tuple(dict.fromkeys(split_symbol(symbol)[0] for symbol in self.solves))


@dataclass(frozen=True, slots=True)
class Guard:
    """A test that passes on the blank already, and why it is there."""

    test: str
    reason: str


@dataclass(frozen=True, slots=True)
class Supersession:
    """A test of an ancestor that this phase no longer passes, and what took its place."""

    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True)
class Phase:
    """A numbered step of the course."""

    slug: str
    title: str
    summary: str
    minutes: int
    kind: str
    exercises: tuple[Exercise, ...]
    after: str = ""
    needs: tuple[str, ...] = ()
    app: str = ""
    services: tuple[str, ...] = ()
    dependencies: tuple[str, ...] = ()
    removes: tuple[str, ...] = ()
    draft: bool = False
    """Still being written: built and proven only where it is named."""
    by_url: bool = False
    """Its tests know nothing but HTTP, so they can judge whatever answers at a URL."""
    environment: Mapping[str, str] = field(default_factory=dict)
    """Variables for the app, in tests and in `course run`, unless they are set already."""
    topics: Mapping[str, str] = field(default_factory=dict)
    guards: tuple[Guard, ...] = ()
    supersedes: tuple[Supersession, ...] = ()

    @property
    def number(self) -> str:
        """`04` of `04-fastapi`."""
        return self.slug.partition("-")[0]

    def exercise(self, exercise_id: str) -> Exercise:
        """The exercise of that id.

        Raises: CourseError, naming the nearest ids.
        """
        for exercise in self.exercises:
            if exercise.id == exercise_id:
                return exercise
        ids = [exercise.id for exercise in self.exercises]
        raise unknown("exercise", exercise_id, ids, f"phase {self.slug}")

    def exercise_of_test_file(self, name: str) -> Exercise | None:
        """The exercise that a test file judges, by the file's name."""
        return next((e for e in self.exercises if name.startswith(e.test_prefix)), None)


def split_symbol(symbol: str) -> tuple[str, str, str]:
    """Take `path::name`, `path#/pointer` or `path` apart: (path, name, pointer)."""
    path, _, name = symbol.partition("::")
    path, _, pointer = path.partition("#")
    return path, name, pointer


def unknown(what: str, given: str, known: Iterable[str], where: str = "the course") -> CourseError:
    """An error for a name that does not exist, offering the nearest ones."""
    names = list(known)
    cutoff = 0.6 if what == "exercise" else 0.4  # all ids of a phase are alike
    near = difflib.get_close_matches(given, names, n=3, cutoff=cutoff)
    if near:
        remedy = f"Did you mean {' or '.join(near)}?"
    else:
        remedy = f"There are: {', '.join(names)}." if names else "There are none yet."
    return CourseError(f"There is no {what} {given!r} in {where}.", remedy)


class _Table:
    """Reads typed values out of a parsed manifest; errors name file, key and remedy."""

    def __init__(self, data: Mapping[str, Any], where: str, key: str = "") -> None:
        self.data, self.where, self.key = data, where, key
        self.read: set[str] = set()

    def fail(self, key: str, problem: str, remedy: str) -> CourseError:
        return CourseError(f"{self.where}: key `{self.key}{key}` {problem}.", remedy)

    def get(self, key: str, kind: type[T], default: T | None = None) -> T:
        self.read.add(key)
        if key not in self.data:
            if default is None:
                raise self.fail(key, "is missing", f"Add `{key}` ({kind.__name__}).")
            return default
        value = self.data[key]
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            value = float(value)
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            expected = f"Write a {kind.__name__}, not {value!r}."
            raise self.fail(key, f"is a {type(value).__name__}", expected)
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        values = self.get(key, list, [])
        if not all(isinstance(value, str) for value in values):
            raise self.fail(key, "holds something that is not a string", "Write strings only.")
        return tuple(values)

    def mapping(self, key: str) -> dict[str, str]:
        values = self.get(key, dict, {})
        if not all(isinstance(value, str) for value in values.values()):
            raise self.fail(key, "holds something that is not a string", "Write strings only.")
        return dict(values)

    def tables(self, key: str) -> list["_Table"]:
        values = self.get(key, list, [])
        if not all(isinstance(value, dict) for value in values):
            raise self.fail(key, "is not a list of tables", f"Write [[{key}]] above each.")
        return [_Table(v, self.where, f"{key}[{i}].") for i, v in enumerate(values)]

    def done(self) -> None:
        for key in sorted(self.data.keys() - self.read):
            near = difflib.get_close_matches(key, self.read, n=1)
            remedy = f"Did you mean `{near[0]}`?" if near else "Remove it."
            raise self.fail(key, "is not known", remedy)


def parse_phase(data: Mapping[str, Any], slug: str, where: str) -> Phase:
    """Check a manifest and make a Phase of it.

    Raises: CourseError, naming file, key and remedy.
    """
    table = _Table(data, where)
    if not re.fullmatch(r"\d\d-[a-z0-9-]+", slug):
        raise CourseError(
            f"{where}: the folder {slug!r} is not named like a phase.",
            "Name it with two digits and a slug: 06-database.",
        )
    phase = Phase(
        slug=slug,
        title=table.get("title", str),
        summary=table.get("summary", str),
        minutes=table.get("minutes", int),
        after=table.get("after", str, ""),
        needs=table.strings("needs"),
        kind=table.get("kind", str),
        app=table.get("app", str, ""),
        services=table.strings("services"),
        dependencies=table.strings("dependencies"),
        removes=table.strings("removes"),
        draft=table.get("draft", bool, False),
        by_url=table.get("by_url", bool, False),
        environment=table.mapping("environment"),
        topics=table.mapping("topics"),
        guards=tuple(_rows(table, "guards", Guard)),
        supersedes=tuple(_rows(table, "supersedes", Supersession)),
        exercises=tuple(_parse_exercise(t) for t in table.tables("exercise")),
    )
    table.done()
    if phase.kind not in KINDS:
        raise table.fail("kind", f"is {phase.kind!r}", f"Choose one of {', '.join(KINDS)}.")
    for name in phase.services:
        if name not in SERVICES:
            raise table.fail("services", f"names {name!r}", f"Choose of {', '.join(SERVICES)}.")
    if phase.kind in {"asgi", "wsgi", "server"} and ":" not in phase.app:
        raise table.fail("app", "names no application", 'Write it as "app.main:app".')
    _check_exercises(phase, table)
    return phase


def _rows(table: _Table, key: str, row: type[T]) -> Iterable[T]:
    for entry in table.tables(key):
        yield row(**{name: entry.get(name, str) for name in row.__annotations__})
        entry.done()


def _parse_exercise(table: _Table) -> Exercise:
    exercise = Exercise(
        id=table.get("id", str),
        title=table.get("title", str),
        solves=table.strings("solves"),
        lesson=table.get("lesson", str),
        hints=table.strings("hints"),
        topics=table.mapping("topics"),
        seconds=table.get("seconds", float, SECONDS),
        level=table.get("level", str, ""),
        points=table.get("points", int, 0),
    )
    table.done()
    if not exercise.solves:
        raise table.fail("solves", "is empty", 'Name what the learner writes: "app/x.py::name".')
    if not exercise.hints:
        raise table.fail("hints", "is empty", "Write hints, from a nudge to nearly the answer.")
    if len(exercise.topics) > 8:
        raise table.fail(
            "topics", f"names {len(exercise.topics)} topics", "Name at most eight an exercise."
        )
    return exercise


def _check_exercises(phase: Phase, table: _Table) -> None:
    owners: dict[str, str] = {}
    for index, exercise in enumerate(phase.exercises):
        expected = f"{int(phase.number)}.{index + 1}"
        if exercise.id != expected:
            raise table.fail(
                f"exercise[{index}].id", f"is {exercise.id!r}", f"Number it {expected!r}."
            )
        for symbol in exercise.solves:
            for other, owner in owners.items():
                if overlap(symbol, other):
                    raise table.fail(
                        f"exercise[{index}].solves",
                        f"names {symbol}, which overlaps {other} of exercise {owner}",
                        "Let one exercise have it, or split the code.",
                    )
            owners[symbol] = exercise.id


def overlap(one: str, other: str) -> bool:
    """Whether two symbols share code: the same one, or one inside the other."""
    (path, name, pointer), (path2, name2, pointer2) = split_symbol(one), split_symbol(other)
    if path != path2:
        return False
    if pointer or pointer2:
        return f"{pointer}/".startswith(f"{pointer2}/") or f"{pointer2}/".startswith(f"{pointer}/")
    if not name or not name2:
        return True
    return f"{name}.".startswith(f"{name2}.") or f"{name2}.".startswith(f"{name}.")
