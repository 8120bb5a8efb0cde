"""What a learner has built, and every topic that they have practised: `course summary`.

Reads the manifests of phases/ and the progress, and the titles of topics where docs/ are at hand.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from course.coverage import Topic, load_topics
from course.errors import CourseError
from course.model import Phase
from course.overview import LAST_CORE_PHASE, core_is_done
from course.progress import Progress
from course.workspace import Course


@dataclass(frozen=True, slots=True)
class Built:
    """A phase, and what of it has passed."""

    phase: Phase
    exercises: list[str]
    """Titles of those that have passed."""
    topics: list[str]
    """Titles of what they practised."""
    finished: str
    """The day on which it first passed; empty before."""


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
            total = len(each.phase.exercises)
            when = f", finished on {each.finished}" if each.finished else ""
            yield ""
            yield f"{each.phase.number} {each.phase.title}: {each.phase.summary}"
            yield f"   {len(each.exercises)} of {total} exercises{when}"
            for topic in each.topics:
                yield f"   - {topic}"
        yield ""

    def to_json(self) -> dict[str, Any]:
        """For programs: `course summary --json`."""
        return {
            "core_done": self.core_done,
            "phases": [
                {
                    "phase": each.phase.slug,
                    "title": each.phase.title,
                    "exercises": each.exercises,
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
        passed = [e for e in phase.exercises if progress.passed.get(e.id)]
        ids = dict.fromkeys(topic for exercise in passed for topic in exercise.topics)
        topics = [titles[topic].title if topic in titles else topic for topic in ids]
        finished = progress.checkpoints.get(phase.slug, "")[:10]
        if passed:
            distinct = list(dict.fromkeys(topics))
            built.append(Built(phase, [e.title for e in passed], distinct, finished))
    return Summary(built, core_is_done(course, progress))


def topic_titles(course: Course) -> Mapping[str, Topic]:
    """The topics by id; none where this copy has no list of them."""
    try:
        return load_topics(course.root).topics
    except CourseError:
        return {}
