"""What a check says of a learner's code: events of a suite, shaped exercise by exercise.

Plain data and plain Python. How it is shown is the terminal's matter.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course.explain import Failure
from course.model import Exercise, Phase
from course.requirements import requirements
from course.suite import Event


@dataclass(slots=True)
class TestVerdict:
    """One requirement, met or not."""

    id: str
    requirement: str
    passed: bool = False
    unverified: str = ""
    """Why it, or some of its cases, cannot be judged on this machine."""
    failure: Failure | None = None
    output: str = ""
    seconds: float = 0.0

    @property
    def failed(self) -> bool:
        """Whether it is not met, as far as can be told here."""
        return bool(self.failure) or not (self.passed or self.unverified)

    @property
    def message(self) -> str:
        """Why it did not pass, in one line; empty when it did."""
        if self.failed:
            return self.failure.message if self.failure else "It was not run."
        return self.unverified


@dataclass(slots=True)
class ExerciseVerdict:
    """An exercise with its tests."""

    exercise: Exercise
    tests: list[TestVerdict]

    @property
    def passed(self) -> bool:
        """Whether tests passed and none failed; an exercise of which none is judged never does."""
        return any(test.passed for test in self.tests) and not self.first_failed

    @property
    def first_failed(self) -> TestVerdict | None:
        """The test to look at."""
        return next((test for test in self.tests if test.failed), None)

    @property
    def seconds(self) -> float:
        """How long its tests took."""
        return sum(test.seconds for test in self.tests)


@dataclass(slots=True)
class Verdict:
    """A phase, or the part of it that was asked for."""

    phase: Phase
    exercises: list[ExerciseVerdict]
    seconds: float = 0.0
    broken: Failure | None = None
    """Why nothing could be judged: a syntax or import error in the learner's code."""
    notices: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether all that was asked for passed."""
        return bool(self.exercises) and all(e.passed for e in self.exercises)

    @property
    def first_failed(self) -> ExerciseVerdict | None:
        """The exercise in hand."""
        return next((e for e in self.exercises if not e.passed), None)

    @property
    def results(self) -> dict[str, bool]:
        """Which exercises passed, by id; empty when nothing could be judged."""
        return {} if self.broken else {e.exercise.id: e.passed for e in self.exercises}

    @property
    def points(self) -> dict[str, tuple[int, int]]:
        """Points by level, reached and possible; empty where the phase counts none.

        What belongs to no extra level stands under "core".
        """
        found: dict[str, tuple[int, int]] = {}
        for judged in self.exercises:
            if worth := judged.exercise.points:
                level = judged.exercise.level or "core"
                reached, possible = found.get(level, (0, 0))
                passed = sum(test.passed for test in judged.tests)
                found[level] = (reached + worth * passed, possible + worth * len(judged.tests))
        return found

    def to_json(self) -> dict[str, Any]:
        """For programs: `course check --json`."""
        return {
            "phase": self.phase.slug,
            "exercises": [
                {
                    "id": e.exercise.id,
                    "title": e.exercise.title,
                    "passed": e.passed,
                    "tests": [
                        {"id": t.id, "passed": t.passed, "message": t.message} for t in e.tests
                    ],
                    "seconds": round(e.seconds, 3),
                }
                for e in self.exercises
            ],
            "passed": self.passed,
            "seconds": round(self.seconds, 3),
            "broken": self.broken.message if self.broken else None,
            "notices": self.notices,
        } | ({"points": self.points} if self.points else {})


def shape(
    phase: Phase, tests: Path, exercises: Sequence[Exercise], events: Iterable[Event]
) -> Verdict:
    """Make a verdict of the events of a suite whose test files lie in `tests`."""
    verdict = Verdict(phase, [ExerciseVerdict(e, expected_tests(e, tests)) for e in exercises])
    by_file = {
        path.name: found
        for found in verdict.exercises
        for path in tests.glob(f"{found.exercise.test_prefix}*.py")
    }
    for event in events:
        if event["event"] == "notice" and event["text"] not in verdict.notices:
            verdict.notices.append(event["text"])
        found = by_file.get(event.get("file") or "")
        failure = Failure.from_json(dict(event["failure"])) if event.get("failure") else None
        if failure and failure.broken and verdict.broken is None:
            verdict.broken = failure
        if found is None:
            continue
        if event["event"] == "test":
            _note_test(found, event, failure)
        elif event["event"] in {"file", "stopped"}:
            for test in found.tests:
                if test.failure is None and not (event["event"] == "stopped" and test.seconds):
                    test.failure, test.passed = failure, False
    return verdict


def expected_tests(exercise: Exercise, tests: Path) -> list[TestVerdict]:
    """The tests that an exercise has, none of them run."""
    return [
        TestVerdict(name, requirement)
        for path in sorted(tests.glob(f"{exercise.test_prefix}*.py"))
        for name, requirement in requirements(path.read_text(encoding="utf-8")).items()
    ]


def _note_test(found: ExerciseVerdict, event: Event, failure: Failure | None) -> None:
    """Parameters of one test are one requirement: all of them must pass."""
    test = next((t for t in found.tests if t.id == event["test"]), None)
    if test is None:
        test = TestVerdict(event["test"], "")
        found.tests.append(test)
    first = test.seconds == 0.0
    test.passed = event["passed"] and (first or test.passed)
    test.unverified = test.unverified or event["unverified"]
    test.seconds += event["seconds"] or 1e-9
    test.failure = test.failure or failure
    test.output = test.output or event["output"]
