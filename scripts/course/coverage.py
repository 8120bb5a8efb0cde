"""The topics of the roadmaps against lessons and tests: what is taught where, what practises it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from course import lesson
from course.errors import CourseError
from course.model import Exercise, Phase
from course.overview import LAST_CORE_PHASE
from course.requirements import requirements
from course.solutions import Solutions

TOPICS_FILE = "docs/roadmap/topics.yaml"
COUNTED_KINDS = frozenset({"topic", "hands-on", "project"})
LEAST_PRACTISED = 0.7
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # ten times as fast, where there is libyaml


@dataclass(frozen=True, slots=True)
class Topic:
    """One item of a roadmap, and the phase that teaches it."""

    id: str
    phase: str
    kind: str
    title: str
    section: str
    systems: list[str]

    @property
    def roadmap(self) -> str:
        """The letter of its roadmap."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Roadmap:
    """One of the lists of which the topics come."""

    page: str
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class Topics:
    """The topic list, read."""

    topics: Mapping[str, Topic]
    roadmaps: Mapping[str, Roadmap]
    phases: Mapping[str, str]
    """The titles of all phases, those to come included."""


def load_topics(root: Path) -> Topics:
    """The topic list of a course.

    Raises: CourseError when it is missing or is not in its form.
    """
    path = root / TOPICS_FILE
    try:
        data = yaml.load(path.read_bytes(), Loader=Loader)  # noqa: S506 - a safe loader
        topics = [Topic(**entry) for entry in data["topics"]]
        roadmaps = {letter: Roadmap(**entry) for letter, entry in data["roadmaps"].items()}
        return Topics({t.id: t for t in topics}, roadmaps, data["phases"])
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise CourseError(f"{TOPICS_FILE} cannot be read: {error}.", "Mend it there.") from None


@dataclass(frozen=True, slots=True)
class Cover:
    """Where a phase teaches a topic, and the test that practises it."""

    phase: Phase
    section: str
    exercise: Exercise | None = None
    test: str = ""

    @property
    def claimant(self) -> str:
        """What of the manifest claims it."""
        return f"exercise {self.exercise.id}" if self.exercise else "[topics]"


@dataclass
class Coverage:
    """What the manifests of some phases claim, held against lessons and test files."""

    known: Topics
    phases: Sequence[Phase]
    covers: dict[str, Cover] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @cached_property
    def chosen(self) -> list[Topic]:
        """The topics that these phases have to teach, in the list's order."""
        numbers = {phase.number for phase in self.phases}
        return [topic for topic in self.known.topics.values() if topic.phase in numbers]

    def rows(self) -> Iterator[dict[str, Any]]:
        """The numbers of each phase, and of all together."""
        for phase in self.phases:
            own = [topic for topic in self.chosen if topic.phase == phase.number]
            yield {"phase": phase.slug, "title": phase.title} | self._counts(own)
        yield {"phase": "all", "title": ""} | self._counts(self.chosen)

    def _counts(self, topics: list[Topic]) -> dict[str, Any]:
        counted = [t for t in topics if t.kind in COUNTED_KINDS]
        practised = sum(bool(t.id in self.covers and self.covers[t.id].test) for t in counted)
        return {
            "topics": len(topics),
            "taught": sum(t.id in self.covers for t in topics),
            "counted": len(counted),
            "practised": practised,
            "share": round(practised / len(counted), 3) if counted else 1.0,
        }

    def topic_rows(self) -> Iterator[dict[str, Any]]:
        """Each topic with where it is taught and practised."""
        for topic in self.chosen:
            cover = self.covers.get(topic.id)
            yield {
                "id": topic.id,
                "title": topic.title,
                "kind": topic.kind,
                "phase": topic.phase,
                "lesson": f"docs/phases/{cover.phase.slug}.md#{cover.section}" if cover else None,
                "exercise": cover.exercise.id if cover and cover.exercise else None,
                "test": cover.test or None if cover else None,
            }

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "phases": list(self.rows()),
            "topics": list(self.topic_rows()),
            "problems": self.problems,
            "passed": not self.problems,
        }


def tests_of(solutions: Solutions, phase: Phase, exercise: Exercise) -> dict[str, tuple[str, str]]:
    """The tests of an exercise in order: name -> (path of its file, requirement).

    Raises: CourseError when its test file is not Python.
    """
    found: dict[str, tuple[str, str]] = {}
    for path, content in solutions.tests(phase).items():
        if Path(path).name.startswith(exercise.test_prefix):
            try:
                stated = requirements(content.decode())
            except SyntaxError as error:
                where = f"solutions/{phase.slug}/{path}, line {error.lineno}"
                raise CourseError(f"{where}: {error.msg}.", "Mend the file's syntax.") from None
            found |= {name: (path, requirement) for name, requirement in stated.items()}
    return found


def claimed(solutions: Solutions, phases: Sequence[Phase] | None = None) -> Coverage:
    """What phases (all unless told) claim.

    No test is run: that each fails on the starter, unless it is a guard, and passes on the solution
    is what two of the proofs show.
    Raises: CourseError for a topic list, manifest or test file that cannot be read.
    """
    phases = list(solutions.phases.values()) if phases is None else phases
    root = solutions.folder.parent
    coverage = Coverage(load_topics(root), phases)
    for phase in phases:
        _claim(coverage, solutions, phase, root / "docs" / "phases" / f"{phase.slug}.md")
    for topic in coverage.chosen:
        if topic.id not in coverage.covers:
            coverage.problems.append(
                f"{topic.phase}: nothing teaches {topic.id}, {topic.title} ({topic.kind})."
            )
    for row in coverage.rows():
        if row["phase"][:2] <= LAST_CORE_PHASE and row["share"] < LEAST_PRACTISED:
            coverage.problems.append(
                f"{row['phase'][:2]}: {row['practised']} of {row['counted']} topics are practised, "
                f"fewer than {LEAST_PRACTISED:.0%}."
            )
    return coverage


def _unpractised(exercise: Exercise, phase: Phase, tests: Collection[str]) -> Iterator[str]:
    guards = {guard.test for guard in phase.guards}
    for topic, test in exercise.topics.items():
        if test not in tests:
            yield f"{exercise.id} has no test {test}, which {topic} names."
        elif test in guards:
            yield f"{topic}: {exercise.id} {test} passes on the starter, so it practises nothing."


def _claim(coverage: Coverage, solutions: Solutions, phase: Phase, page: Path) -> None:
    where = f"solutions/{phase.slug}/phase.toml"
    anchors = None
    if page.is_file():
        anchors = {heading.id for heading in lesson.headings(page.read_text(encoding="utf-8"))}
    else:
        coverage.problems.append(f"{phase.number}: the lesson docs/phases/{page.name} is missing.")
    claims = [(topic, Cover(phase, section)) for topic, section in phase.topics.items()]
    for exercise in phase.exercises:
        for topic, test in exercise.topics.items():
            claims.append((topic, Cover(phase, exercise.lesson, exercise, test)))
        problems = _unpractised(exercise, phase, tests_of(solutions, phase, exercise))
        coverage.problems += [f"{where}: {problem}" for problem in problems]
    for topic_id, cover in claims:
        known = coverage.known.topics.get(topic_id)
        if known is None:
            coverage.problems.append(f"{where}: there is no topic {topic_id}.")
        elif known.phase != phase.number:
            title = coverage.known.phases.get(known.phase, "")
            problem = f"{where}: {topic_id} belongs to phase {known.phase}, {title}."
            coverage.problems.append(problem)
        elif topic_id in coverage.covers:
            both = f"{coverage.covers[topic_id].claimant} and {cover.claimant}"
            coverage.problems.append(f"{where}: {topic_id} is claimed twice, by {both}.")
        else:
            coverage.covers[topic_id] = cover
            if anchors is not None and cover.section not in anchors:
                problem = f"{where}: {topic_id}: the lesson has no section #{cover.section}."
                coverage.problems.append(problem)
