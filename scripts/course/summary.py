"""What a learner has built, and every topic that they have practised: `course summary`.

Reads the manifests of phases/ and the progress, and the titles of topics where docs/ are at hand.
"""

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from course.coverage import load_topics
from course.errors import CourseError
from course.model import Phase
from course.overview import LAST_CORE_PHASE, core_is_done
from course.progress import Progress
from course.workspace import Course

WIDTH = 88


@dataclass(frozen=True, slots=True)
class Built:
    """A phase, and what of it has passed."""

    phase: Phase
    exercises: Mapping[str, list[str]]
    """Titles of those that have passed, and of the topics that each practised."""
    finished: str
    """The day on which it first passed; empty before."""

    @property
    def topics(self) -> list[str]:
        """All that was practised; what two roadmaps call the same is said once."""
        return list(dict.fromkeys(t for topics in self.exercises.values() for t in topics))

    @property
    def state(self) -> str:
        """`8 of 11 exercises, finished on 2026-11-21`."""
        when = f", finished on {self.finished}" if self.finished else ""
        return f"{len(self.exercises)} of {len(self.phase.exercises)} exercises{when}"


@dataclass(frozen=True, slots=True)
class Summary:
    """All of it."""

    built: list[Built]
    core_done: bool

    @property
    def exercises(self) -> int:
        """How many exercises have passed."""
        return sum(len(each.exercises) for each in self.built)

    @property
    def topics(self) -> int:
        """How many topics they practised."""
        return sum(len(each.topics) for each in self.built)

    @property
    def headline(self) -> str:
        """In one sentence."""
        phases = "phase" if len(self.built) == 1 else "phases"
        return (
            f"{self.exercises} exercises of {len(self.built)} {phases} have passed, and"
            f" {self.topics} topics were practised."
        )

    def lines(self) -> Iterator[str]:
        """As plain text."""
        if self.core_done:
            yield f"The core path is done, phases 00 to {LAST_CORE_PHASE}."
        yield self.headline
        for each in self.built:
            yield ""
            yield from _wrapped(f"{each.phase.number} {each.phase.title}: {each.phase.summary}")
            yield f"   {each.state}"
            for title, topics in each.exercises.items():
                yield from _wrapped(f"   - {title}: {'; '.join(topics)}".removesuffix(": "))
        yield ""

    def to_json(self) -> dict[str, Any]:
        """For programs: `course summary --json`."""
        return {
            "core_done": self.core_done,
            "phases": [
                {
                    "phase": each.phase.slug,
                    "title": each.phase.title,
                    "exercises": list(each.exercises),
                    "topics": each.topics,
                    "finished": each.finished or None,
                }
                for each in self.built
            ],
        }


def summarise(course: Course, progress: Progress) -> Summary:
    """What has passed so far; phases of which nothing has are left out."""
    titles = topic_titles(course)
    built = []
    for phase in course.phases.values():
        passed = {
            exercise.title: list(dict.fromkeys(titles.get(t, t) for t in exercise.topics))
            for exercise in phase.exercises
            if progress.passed.get(exercise.id)
        }
        if passed:
            finished = progress.checkpoints.get(phase.slug, "")[:10]
            built.append(Built(phase, passed, finished))
    return Summary(built, core_is_done(course, progress))


def topic_titles(course: Course) -> Mapping[str, str]:
    """The titles of the topics by id; none where this copy has no list of them."""
    try:
        return {topic.id: topic.title for topic in load_topics(course.root).topics.values()}
    except CourseError:
        return {}


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(line, WIDTH, subsequent_indent=" " * 5, break_on_hyphens=False)
