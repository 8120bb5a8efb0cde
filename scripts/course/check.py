"""Judges a phase in the learner's folder: which tests, which project, which order."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from course.model import Exercise, Phase
from course.processes import Job, Run
from course.requirements import test_files
from course.suite import Event, syntax_error
from course.verdict import Verdict, shape
from course.workspace import Course


@contextmanager
def canonical_tests(course: Course, phase: Phase) -> Iterator[tuple[Path, list[str]]]:
    """The phase's tests as they were built, and notices when the learner's differ.

    They are used where they lie if nobody touched them, else from a copy.

    Raises: CourseError when an edited test's original is not to be had.
    """
    folder = course.folder(phase) / "tests"
    names = [p for p in course.built_files(phase) if p.startswith("tests/")]
    edited = [p for p in names if not course.is_as_built(phase, p)]
    tampering = [p for p in (folder / "conftest.py", folder.parent / "conftest.py") if p.exists()]
    tampering = [p for p in tampering if f"tests/{p.name}" not in names or p.parent != folder]
    if not edited and not tampering:
        yield folder, []
        return
    notices = [f"{path} is not as it was built: the original is used." for path in edited]
    notices += [f"{path.name} is not part of the phase and is left out." for path in tampering]
    with tempfile.TemporaryDirectory(prefix="course-tests-") as copy:
        for path in names:
            target = Path(copy) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(course.as_built(phase, path))
        yield Path(copy) / "tests", notices


def ordered(exercises: Sequence[Exercise], first: str | None) -> list[Exercise]:
    """Exercises in their order, the one in hand before all others."""
    return sorted(exercises, key=lambda exercise: exercise.id != first)


def job_for(project: Path, tests: Path, exercises: Sequence[Exercise]) -> Job:
    """The suite of some exercises, in the order given."""
    files = test_files(tests)
    chosen = [f for e in exercises for f in files if f.name.startswith(e.test_prefix)]
    limits = {f.name: e.seconds for e in exercises for f in chosen if f.name.startswith(e.test_prefix)}
    return Job(project, chosen, limits)


def check(
    course: Course,
    phase: Phase,
    exercises: Sequence[Exercise] | None = None,
    on_event: Callable[[Event], None] | None = None,
) -> Verdict:
    """One verdict of a phase, or of some exercises of it.

    Raises: CourseError when the phase's folder is gone.
    """
    from course import processes  # noqa: PLC0415 - the watcher drives its own runs

    exercises = exercises or phase.exercises
    with canonical_tests(course, phase) as (tests, notices):
        return judge(
            phase,
            course.folder(phase),
            tests,
            exercises,
            lambda job: processes.run(job, on_event),
            notices,
        )


def judge(  # noqa: PLR0913 - all that a verdict takes
    phase: Phase,
    project: Path,
    tests: Path,
    exercises: Sequence[Exercise],
    runner: Callable[[Job], Run],
    notices: Sequence[str] = (),
) -> Verdict:
    """A verdict of any project folder by tests that lie anywhere."""
    broken = syntax_error(project)
    if broken:
        return Verdict(phase, shape(phase, tests, exercises, []).exercises, 0.0, broken, [*notices])
    done = runner(job_for(project, tests, exercises))
    verdict = shape(phase, tests, exercises, done.events)
    verdict.seconds = done.seconds
    verdict.notices = [*notices]
    return verdict
