"""Judges a phase in the learner's folder: which tests, which project, which order."""

import json
import os
import shlex
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from course.errors import CourseError
from course.explain import Failure
from course.model import Exercise, Phase, split_symbol
from course.processes import Job, Run
from course.requirements import test_files
from course.suite import Event, syntax_error
from course.verdict import ExerciseVerdict, Verdict, shape
from course.workspace import Course

PATIENCE = 6
"""How much longer a server elsewhere may take: its hashes may cost what those of production do."""


@contextmanager
def canonical_tests(course: Course, phase: Phase) -> Iterator[tuple[Path, list[str]]]:
    """The phase's tests as they were built, and notices when the learner's differ.

    They are used where they lie if nobody touched them, else from a copy.

    Raises: CourseError when the phase's folder is gone, or an edited test's original is not to be
    had.
    """
    folder = course.folder(phase) / "tests"
    if not folder.parent.is_dir():
        raise CourseError(
            f"phases/{phase.slug} is gone.", f"Bring it back: course reset {phase.number}"
        )
    names = [p for p in course.built_files(phase) if p.startswith("tests/")]
    edited = [p for p in names if not course.is_as_built(phase, p)]
    found = [p for p in test_files(folder) if phase.exercise_of_test_file(p.name)]
    found += [p for p in (folder / "conftest.py", folder.parent / "conftest.py") if p.exists()]
    original = {course.folder(phase) / path for path in names}
    tampering = [path for path in found if path not in original]
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


def job_for(project: Path, tests: Path, exercises: Sequence[Exercise]) -> Job:
    """The suite of some exercises, in the order given."""
    files = test_files(tests)
    chosen = [(f, e) for e in exercises for f in files if f.name.startswith(e.test_prefix)]
    return Job(project, [f for f, _ in chosen], {f.name: e.seconds for f, e in chosen})


def check(
    course: Course,
    phase: Phase,
    exercises: Sequence[Exercise] | None = None,
    on_event: Callable[[Event], None] | None = None,
    elsewhere: Mapping[str, str] | None = None,
) -> Verdict:
    """One verdict of a phase, or of some exercises of it.

    `elsewhere`: variables that tell the suite where a server is that it shall judge, in place of
    the project (see `at_url`).
    Raises: CourseError when the phase's folder is gone, or a service does not start.
    """
    from course import processes, services

    exercises = exercises or phase.exercises
    with (
        canonical_tests(course, phase) as (tests, notices),
        services.for_suites([] if elsewhere else [phase]),
    ):
        if elsewhere:
            job = job_for(course.folder(phase), tests, exercises)
            limits = {name: PATIENCE * seconds for name, seconds in job.limits.items()}
            job = replace(job, environment=elsewhere, limits=limits)
            done = processes.run(job, on_event)
            verdict = shape(phase, tests, exercises, done.events)
            verdict.seconds, verdict.notices = done.seconds, [*notices, *verdict.notices]
            return verdict
        verdict = judge(
            phase,
            course.folder(phase),
            tests,
            exercises,
            lambda job: processes.run(job, on_event),
            notices,
        )
    mark_blanks(course, verdict)
    return verdict


def at_url(phase: Phase, url: str, restart: str = "", log: str = "") -> dict[str, str]:
    """The variables for a suite that judges what answers at a URL.

    Those that the phase names (the first administrator, say) are handed on where they are set,
    because that server was started with them.
    Raises: CourseError for a phase whose tests look into the project, or a URL without an answer.
    """
    from course import remote

    if not phase.by_url:
        raise CourseError(
            f"{phase.slug} is judged where it is written: its tests ask for more than HTTP.",
            f"Without --url: course check {phase.number}",
        )
    if not url.startswith(("http://", "https://")):
        raise CourseError(f"{url} is no address.", "Write it whole: --url http://127.0.0.1:8000")
    if not remote.is_answered(url):
        raise CourseError(f"Nothing answers at {url}.", "Start your server, then check again.")
    here = f"cd {shlex.quote(str(Path.cwd()))} && {restart}"  # a suite runs in its project's folder
    told = {
        remote.URL: url,
        remote.RESTART: restart and (restart if os.name == "nt" else here),
        remote.LOG: log and str(Path(log).resolve()),
        remote.SHELL: restart and json.dumps(dict(os.environ)),
    }
    own = {name: os.environ[name] for name in phase.environment if name in os.environ}
    return own | {name: value for name, value in told.items() if value}


def judge(
    phase: Phase,
    project: Path,
    tests: Path,
    exercises: Sequence[Exercise],
    runner: Callable[[Job], Run],
    notices: Sequence[str] = (),
) -> Verdict:
    """A verdict of any project folder by tests that lie anywhere."""
    broken = syntax_error(project)
    done = None if broken else runner(job_for(project, tests, exercises))
    verdict = shape(phase, tests, exercises, done.events if done else [])
    verdict.seconds = done.seconds if done else 0.0
    verdict.broken = broken or verdict.broken
    verdict.notices = [*notices, *verdict.notices]
    return verdict


def mark_blanks(course: Course, verdict: Verdict) -> None:
    """Say "not written yet" where a failure only shows, in other words, that nothing is written."""
    for judged in verdict.exercises:
        if judged.passed:
            continue
        if is_unwritten(course, verdict.phase, judged.exercise) or is_untouched(course, judged):
            for test in judged.tests:
                if test.failed:
                    message = f"Exercise {judged.exercise.id} is not written yet."
                    test.failure = Failure(message=message, blank=True)


def is_untouched(course: Course, judged: ExerciseVerdict) -> bool:
    """Whether nobody has begun an exercise of a phase that may be written in any files.

    Nothing of it passes, and all that was written belongs to exercises before it.
    """
    phase = course.phase(judged.exercise.id)
    if not phase.by_url or any(test.passed for test in judged.tests):
        return False
    index = [exercise.id for exercise in phase.exercises].index(judged.exercise.id)
    before = {file for exercise in phase.exercises[:index] for file in exercise.files}
    folder, built = course.folder(phase), course.built_files(phase)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*.py")}
    own = {*course.changed_files(phase), *there - built.keys()} - before
    return not any(path.endswith(".py") and not path.startswith(("tests/", ".")) for path in own)


def is_unwritten(course: Course, phase: Phase, exercise: Exercise) -> bool:
    """Whether all that an exercise solves stands as the starter has it, marked as its blank.

    A scaffold or a bug to find bears no mark, and so is judged like written code.
    """
    raised = f'NotImplementedError("exercise {exercise.id}")'
    comment = f"# Exercise {exercise.id}: "
    marked = False
    for symbol in exercise.solves:
        path, name, _ = split_symbol(symbol)
        try:
            mine = (course.folder(phase) / path).read_text(encoding="utf-8")
            built = course.as_built(phase, path).decode()
        except (CourseError, OSError, UnicodeDecodeError, KeyError):
            return False
        marked = marked or raised in built or comment in built
        untouched = mine == built
        if raised in built:
            untouched = mine.count(raised) == built.count(raised)
        elif comment in built:
            named = f"def {name.rpartition('.')[2]}("
            untouched = named not in mine and _is_bare(comment, mine, built)
        if not untouched:
            return False
    return marked


def _is_bare(comment: str, mine: str, built: str) -> bool:
    """Whether each comment of an exercise stands where it was, with nothing written below it."""
    below, starter = _lines_below(comment, mine), _lines_below(comment, built)
    return len(below) == len(starter) and all(
        line == other or line.lstrip().startswith("# Exercise ")
        for line, other in zip(below, starter, strict=True)
    )


def _lines_below(comment: str, source: str) -> list[str]:
    """What stands below each of these comments, blank lines left out."""
    found = []
    for rest in source.split(comment)[1:]:
        lines = rest.splitlines()[1:]
        found.append(next((line for line in lines if line.strip()), "# Exercise "))
    return found
