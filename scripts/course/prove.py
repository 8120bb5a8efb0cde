"""The seven proofs: that starters, solutions, answers and lessons of phases did not drift apart.

Each proof names suites to run and judges their outcome. All suites of all proofs are run by one
pool of processes, forked from this one.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from course import lesson, services, sync, touched
from course.apis import KNOWN
from course.check import job_for
from course.errors import CourseError
from course.model import SECONDS, Exercise, Phase
from course.processes import Job, run_all
from course.solutions import Answer, Solutions, Tree, apply, teams, write_tree
from course.suite import WITH_SERVICES, Event, syntax_error, warm_up
from course.verdict import ExerciseVerdict, Verdict, shape

PROOFS = ("starter", "staircase", "solution", "wrong", "right", "continuity", "text")
SEEDS = (1, 2, 3)
PATIENCE = 3
"""How much longer than a learner's a suite may take here: many of them run at once."""
MEMORY, ROOM = Path("/dev/shm"), 2 * 2**30  # noqa: S108 - only as a place for folders of our own
PREFIX = "course-prove-"
LEAST_WRONG, LEAST_RIGHT = 2, 2

PROBE = '''
"""What the proofs ask of a whole project."""
import importlib


def test_every_module_imports(project):
    for path in sorted(project.rglob("*.py")):
        parts = path.relative_to(project).with_suffix("").parts
        if parts[0] != "tests" and parts[-1] != "__main__" and all(map(str.isidentifier, parts)):
            importlib.import_module(".".join(p for p in parts if p != "__init__"))


def test_the_app_starts(request, project, run_python):
    kind = request.getfixturevalue("_settings")["kind"]
    if kind == "server" and not {solved}:  # its learner writes what answers
        assert request.getfixturevalue("server").port
    elif kind in ("asgi", "wsgi", "server"):
        assert request.getfixturevalue("client").get("/").status_code < 500
    elif {solved}:
        done = run_python("-m", "app")
        assert done.returncode == 0, done.stderr


def test_the_app_is_imported_once(request, project):
    """Anything else makes each test slower by what an import costs: half a second with FastAPI."""
    settings = request.getfixturevalue("_settings")
    if {solved} and settings["kind"] == "asgi":
        load = importlib.import_module("course.fresh").load
        app = load(settings["app"], project)
        assert load(settings["app"], project) is app or type(app).__name__ != "FastAPI"
'''
PROBE_FILE = "test_probe.py"
PROBE_SECONDS = 120.0
"""What is imported for the first time after an installation is compiled to bytecode first."""


@dataclass
class Suite:
    """A project to run tests on, and what came of it."""

    label: str
    tree: Tree
    tests: Tree
    phase: Phase
    """Whose tests they are."""
    seed: int | None = None
    limits: dict[str, float] = field(default_factory=dict)
    exercises: Sequence[Exercise] = ()
    """Those that are judged; all of the phase unless named."""
    unsolved: Sequence[Exercise] = ()
    """Those of which one failure is enough."""
    only: frozenset[tuple[str, str]] | None = None
    """The tests to run, (file, name); None for all."""
    touches: bool = False
    """Whether to find out which functions each test runs."""
    verdict: Verdict | None = None
    events: list[Event] = field(default_factory=list)

    def asks(self, exercise: Exercise, test: str) -> bool:
        """Whether a test is among those to run."""
        prefix = exercise.test_prefix
        return self.only is None or any(f.startswith(prefix) and t == test for f, t in self.only)

    def of(self, exercise: Exercise) -> ExerciseVerdict:
        """What came of one exercise."""
        assert self.verdict is not None  # noqa: S101 - judged after the run
        return next(e for e in self.verdict.exercises if e.exercise.id == exercise.id)

    @property
    def broken(self) -> str:
        """Why the project cannot be imported, if so."""
        assert self.verdict is not None  # noqa: S101 - judged after the run
        return self.verdict.broken.message if self.verdict.broken else ""

    def extra_failures(self, file: str) -> Iterator[tuple[str, str]]:
        """Failed tests of a file that belongs to no exercise: (name, message)."""
        for event in self.events:
            if event.get("file") == file and event.get("failure"):
                yield event.get("test", ""), event["failure"]["message"]


@dataclass
class Result:
    """One proof of one phase."""

    phase: str
    proof: str
    counted: str = ""
    problems: list[str] = field(default_factory=list)
    unverified: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether nothing is left to mend."""
        return not self.problems

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "phase": self.phase,
            "proof": self.proof,
            "passed": self.passed,
            "counted": self.counted,
            "problems": self.problems,
            "not_verified_here": self.unverified,
        }


Proof = Iterator[list[Suite]]
"""A generator: gives suites, is resumed when they have run, and fills its result."""


def prove(
    solutions: Solutions,
    root: Path,
    phases: Sequence[Phase],
    *,
    only: Sequence[str] = PROOFS,
    parallel: int = 0,
    progress: Callable[[str], None] = lambda _: None,
) -> list[Result]:
    """Run proofs of phases; the results come in order of phase and proof."""
    prover = _Prover(solutions, root)
    results: list[Result] = []
    waiting: list[tuple[Result, Proof]] = []
    for phase in phases:
        for name in only:
            result = Result(phase.slug, name)
            results.append(result)
            waiting.append((result, getattr(prover, name)(phase, result)))
    warm_up()
    if any(phase.services for phase in phases):
        warm_up(WITH_SERVICES)
    with (
        tempfile.TemporaryDirectory(prefix=f"{PREFIX}{os.getpid()}-", dir=_memory()) as folder,
        services.for_suites(phases, Path(folder)),
    ):
        while waiting:
            suites: list[Suite] = []
            going_on = []
            for result, proof in waiting:
                progress(f"{result.phase} {result.proof}")
                try:
                    suites += next(proof)
                    going_on.append((result, proof))
                except StopIteration:
                    pass
                except CourseError as error:
                    result.problems.append(str(error))
            suites.reverse()  # those of late phases are long: none is left when the others are done
            run_suites(suites, parallel, progress, Path(folder))
            waiting = going_on
    return results


def _memory() -> Path | None:
    """A folder in memory, if there is one with room: thousands of projects and databases are made
    and removed, and a disk takes its time over each file. What a run that was killed left is gone.
    """
    if not MEMORY.is_dir() or os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:
        return None
    for left in MEMORY.glob(f"{PREFIX}*-*"):
        owner = left.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdecimal() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(left, ignore_errors=True)
    return MEMORY if shutil.disk_usage(MEMORY).free >= ROOM else None


def run_suites(
    suites: list[Suite],
    parallel: int,
    progress: Callable[[str], None],
    inside: Path | None = None,
) -> None:
    """Run suites, a few at a time; what came of each is then in it.

    `inside` is a folder that lasts for several calls: some things need be found out only once (see
    `apis.KNOWN`).
    """
    with tempfile.TemporaryDirectory(prefix="course-suites-", dir=inside) as folder:

        def tests_in(suite: Suite) -> Path:
            """Written once for all suites that share them, so that pytest compiles them once."""
            key = hash(frozenset(suite.tests.items()))
            tests = Path(folder, f"tests-{key}")
            if not tests.exists():
                write_tree(suite.tests, tests)
            return tests

        def jobs() -> Iterator[Job]:
            for index, suite in enumerate(suites):
                project = Path(folder, str(index), "project")
                write_tree(suite.tree, project)
                tests = tests_in(suite)
                suite.exercises = suite.exercises or suite.phase.exercises
                job = job_for(project, tests / "tests", suite.exercises)
                extra = [tests / "tests" / PROBE_FILE, tests / "tests" / lesson.REPLAY_FILE]
                job.tests = [*job.tests, *(path for path in extra if path.exists())]
                patience = PATIENCE * (PATIENCE if suite.touches else 1)  # to look takes time
                limits = dict.fromkeys((path.name for path in job.tests), SECONDS) | job.limits
                job.limits = {name: patience * limit for name, limit in limits.items()}
                job.limits |= {PROBE_FILE: PROBE_SECONDS} | suite.limits
                job.seed = suite.seed
                prefixes = tuple(exercise.test_prefix for exercise in suite.unsolved)
                job.brief = frozenset(p.name for p in job.tests if p.name.startswith(prefixes))
                job.only, job.touches, job.edited = suite.only, suite.touches, False
                if inside:
                    job.environment = {**job.environment, KNOWN: str(inside)}
                if job.only is not None:
                    files = {file for file, _ in job.only}
                    job.tests = [path for path in job.tests if path.name in files]
                yield job

        parallel = parallel or (os.cpu_count() or 1) + 2  # a suite waits a third of its time
        for done, (index, ended) in enumerate(run_all(jobs(), parallel), start=1):
            warm_up(ended.imported)  # so that the suites after it need not import it again
            suite = suites[index]
            base = Path(folder, str(index))
            suite.events = ended.events
            tests = tests_in(suite) / "tests"
            suite.verdict = shape(suite.phase, tests, suite.exercises, ended.events)
            for found in suite.verdict.exercises if suite.only is not None else ():
                found.tests = [t for t in found.tests if suite.asks(found.exercise, t.id)]
            suite.verdict.broken = syntax_error(base / "project") or suite.verdict.broken
            shutil.rmtree(base, ignore_errors=True)
            progress(f"{done} of {len(suites)} suites: {suite.label}")


class _Prover:
    """The proofs, each a generator (see Proof)."""

    def __init__(self, solutions: Solutions, root: Path) -> None:
        self.solutions, self.root = solutions, root
        self._references: dict[str, Suite] = {}
        """The solution of a phase, and which functions each test runs of it."""

    def _suite(self, phase: Phase, label: str, tree: Tree, **options: Any) -> Suite:  # noqa: ANN401
        tests = self.solutions.tests(phase) | options.pop("extra", {})
        return Suite(f"{phase.slug} {label}", tree, tests, phase, **options)

    def starter(self, phase: Phase, result: Result) -> Proof:
        """It builds, imports and starts; every exercise fails; only guards pass."""
        probe = {f"tests/{PROBE_FILE}": PROBE.replace("{solved}", "False").encode()}
        suite = self._suite(phase, "starter", self.solutions.starter(phase), extra=probe)
        yield [suite]
        guards = {guard.test for guard in phase.guards}
        passing = [(e.exercise.id, t.id) for e in _judged(suite) for t in e.tests if t.passed]
        if suite.broken:
            result.problems.append(f"The starter cannot be imported: {suite.broken}")
        result.problems += [f"{n}: {m}" for n, m in suite.extra_failures(PROBE_FILE)]
        for event in suite.events:
            if event["event"] == "file":
                message = event["failure"]["message"]
                result.problems.append(f"{event['file']} cannot be collected: {message}")
        for exercise in phase.exercises:
            found = suite.of(exercise)
            if not found.tests:
                problem = f"{exercise.id} has no tests: write tests/{exercise.test_prefix}….py"
                result.problems.append(problem)
            elif found.passed:
                result.problems.append(f"{exercise.id} passes on the blank: its tests ask nothing.")
            undocumented = [t.id for t in found.tests if not t.requirement]
            result.problems += [f"{exercise.id}: {t} has no docstring." for t in undocumented]
            blank = [t.id for t in found.tests if t.passed and t.id not in guards]
            result.problems += [
                f"{exercise.id}: {t} passes on the blank. Make it ask more, or list it as a guard."
                for t in blank
            ]
        names = {t for _, t in passing}
        result.problems += [
            f"The guard {guard} does not pass on the blank, so it is none: drop it from [[guards]]."
            for guard in sorted(guards - names)
        ]
        total = sum(len(e.tests) for e in _judged(suite))
        result.counted = f"{len(phase.exercises)} exercises, {total} tests, {len(guards)} guards"

    def staircase(self, phase: Phase, result: Result) -> Proof:
        """With exercises 1..k solved, their tests pass and each later exercise still fails.

        Tests that run nothing of what is still unwritten go as they do on the solution.
        """
        yield self._find_touches(phase)
        suites = []
        for k in range(1, len(phase.exercises)):
            solved = {e.id for e in phase.exercises[:k]}
            tree = self.solutions.project(phase, solved)
            suite = self._noticing_suite(phase, f"staircase {k}", tree)
            suite.unsolved = phase.exercises[k:]
            suites.append(suite)
        yield suites
        for k, suite in enumerate(suites, start=1):
            step = f"With {phase.exercises[0].id} to {phase.exercises[k - 1].id} solved"
            for index, exercise in enumerate(phase.exercises):
                found = suite.of(exercise)
                if index < k:
                    result.problems += [
                        f"{step}, {exercise.id} {t.id} fails: {t.message}"
                        for t in found.tests
                        if t.failed
                    ]
                elif found.passed or not found.tests:
                    result.problems.append(f"{step}, {exercise.id} passes before it is written.")
        result.counted = f"{len(suites)} steps"

    def solution(self, phase: Phase, result: Result) -> Proof:
        """It passes three times in random order; format, lint and types are clean."""
        tree = self.solutions.solution(phase)
        probe = {f"tests/{PROBE_FILE}": PROBE.replace("{solved}", "True").encode()}
        suites = [
            self._suite(phase, f"solution, seed {seed}", tree, seed=seed, extra=probe)
            for seed in SEEDS[1:]
        ]
        yield self._find_touches(phase) + suites
        for suite in [self._references[phase.slug], *suites]:
            if suite.broken:
                result.problems.append(f"The solution cannot be imported: {suite.broken}")
            result.problems += _failures(suite, f"seed {suite.seed}: ")
            result.unverified += _unverified(suite)
            result.problems += [f"{n}: {m}" for n, m in suite.extra_failures(PROBE_FILE)]
        result.problems += self._lint(phase, tree, result)
        result.counted = f"{len(SEEDS)} random orders, format, lint, types"

    def _lint(self, phase: Phase, tree: Tree, result: Result) -> Iterator[str]:
        config = str(self.root / "pyproject.toml")
        cache = str(self.root / ".mypy_cache" / "phases")  # libraries are read once
        commands = {
            "ruff": [
                ["format", "--check", "--quiet", "--config", config, "."],
                ["check", "--quiet", "--output-format", "concise", "--config", config, "."],
            ],
            "mypy": [["--strict", "--no-error-summary", "--cache-dir", cache, "app"]],
        }
        with tempfile.TemporaryDirectory(prefix="course-lint-") as folder:
            write_tree(tree | self.solutions.tests(phase), Path(folder))
            for tool, calls in commands.items():
                for arguments in calls:
                    command = [sys.executable, "-m", tool, *arguments]
                    done = subprocess.run(
                        command, cwd=folder, capture_output=True, text=True, check=False
                    )
                    if f"No module named {tool}" in done.stderr:
                        result.unverified.append(f"{tool} is not installed")
                        break
                    if done.returncode:
                        lines = (done.stdout + done.stderr).strip().splitlines()
                        name = f"{tool} {arguments[0].strip('-')}"
                        yield from (f"{name}: {line}" for line in lines or ["failed"])

    def wrong(self, phase: Phase, result: Result) -> Proof:
        """Each known mistake fails the test meant for it, and none of an earlier exercise.

        Tests that never run what an answer changes are left out: they cannot tell. What mistakes do
        to earlier exercises is tried with several of them at once.
        """
        answers = self.solutions.answers(phase, "wrong")
        yield self._find_touches(phase)
        suites = []
        for answer in answers:
            suite = self._answers_suite(phase, [answer], [answer.exercise])
            suite.only = frozenset(each for each in suite.only or () if each[1] == answer.fails)
            suites.append(suite)
        teamed = [
            pair
            for early, late in splits(phase.exercises)
            for pair in self._teams(phase, [a for a in answers if a.exercise in late], early)
        ]
        yield [suite for suite in (*suites, *(suite for _, suite in teamed)) if suite.only]
        alone = self._alone(phase, teamed)
        yield [suite for _, suite in alone]
        for answer, suite in zip(answers, suites, strict=True):
            result.problems += [f"{answer.where}: {p}" for p in _judge_wrong(answer, suite)]
            result.unverified += _unverified(suite, answer)
        for answer, suite in alone:
            result.problems += [f"{answer.where}: {p}" for p in _harm(suite)]
        for exercise in phase.exercises:
            count = sum(a.exercise is exercise for a in answers)
            if count < LEAST_WRONG:
                result.problems.append(
                    f"{exercise.id} has {count} wrong answers: write at least {LEAST_WRONG}."
                )
        result.counted = f"{len(answers)} wrong answers"

    def right(self, phase: Phase, result: Result) -> Proof:
        """Other correct ways pass: several at once, and each alone where that fails."""
        answers = self.solutions.answers(phase, "right")
        yield self._find_touches(phase)
        teamed = self._teams(phase, answers, phase.exercises)
        yield [suite for _, suite in teamed]
        alone = self._alone(phase, teamed)
        yield [suite for _, suite in alone]
        for answer, suite in alone:
            result.problems += _failures(suite, f"{answer.where}: ")
        for team, suite in teamed:
            result.unverified += [u for answer in team for u in _unverified(suite, answer)]
        for answer in answers:
            if not self._answers_suite(phase, [answer], phase.exercises).only:
                result.problems.append(f"{answer.where}: no test runs what it changes.")
        if len(answers) < LEAST_RIGHT:
            result.problems.append(
                f"{len(answers)} right answers: write at least {LEAST_RIGHT} a phase."
            )
        result.counted = f"{len(answers)} right answers"

    def _answers_suite(
        self, phase: Phase, answers: Sequence[Answer], exercises: Sequence[Exercise]
    ) -> Suite:
        """The tests of some exercises that can tell answers, in one project, from the solution."""
        tree = self.solutions.solution(phase)
        for answer in answers:
            apply(answer, tree)
        suite = self._noticing_suite(phase, " ".join(a.slug for a in answers), tree)
        prefixes = tuple(exercise.test_prefix for exercise in exercises)
        suite.only = frozenset(each for each in suite.only or () if each[0].startswith(prefixes))
        suite.exercises = exercises
        return suite

    def _teams(
        self, phase: Phase, answers: Sequence[Answer], exercises: Sequence[Exercise]
    ) -> list[tuple[list[Answer], Suite]]:
        """Answers that are to fail no test of some exercises, as many in a project as fit."""
        found = [(team, self._answers_suite(phase, team, exercises)) for team in teams(answers)]
        return [(team, suite) for team, suite in found if suite.only]

    def _alone(
        self, phase: Phase, teamed: Sequence[tuple[list[Answer], Suite]]
    ) -> list[tuple[Answer, Suite]]:
        """Each answer by itself, of those teams in which something failed."""
        return [
            (answer, self._answers_suite(phase, [answer], suite.exercises))
            for team, suite in teamed
            if suite.broken or any(t.failed for e in _judged(suite) for t in e.tests)
            for answer in team
        ]

    def _noticing_suite(self, phase: Phase, label: str, tree: Tree) -> Suite:
        """The tests that can tell a project from the solution."""
        reference = self._references[phase.slug]
        changes = touched.changed(reference.tree, tree)
        return self._suite(phase, label, tree, only=touched.noticing(reference.events, changes))

    def _find_touches(self, phase: Phase) -> list[Suite]:
        """The solution's first suite, for the first proof that asks: it finds out, too, which
        functions each test runs."""
        if phase.slug in self._references:
            return []
        tree = self.solutions.solution(phase)
        label = f"solution, seed {SEEDS[0]}, and which functions each test runs"
        suite = self._suite(phase, label, tree, seed=SEEDS[0], touches=True)
        self._references[phase.slug] = suite
        return [suite]

    def continuity(self, phase: Phase, result: Result) -> Proof:
        """The suites of all ancestors pass on this solution, but for what is superseded."""
        replaced = superseded(self.solutions, phase)
        own = {entry.old for entry in phase.supersedes}  # in a later phase it may pass again
        suites = old_suites(self.solutions, phase, self.solutions.solution(phase))
        yield suites
        ran = 0
        for suite in suites:
            for found in _judged(suite):
                ran += len(found.tests)
                for test in found.tests:
                    name = f"{found.exercise.id}::{test.id}"
                    if test.passed and name in own:
                        result.problems.append(f"{name} still passes: drop it from [[supersedes]].")
                    elif test.failed and name not in replaced:
                        result.problems.append(
                            f"{name} no longer passes: {test.message} "
                            "Mend the solution, or name what supersedes the test."
                        )
        result.problems += self._check_supersessions(phase)
        result.problems += sync.missed(self.solutions, self.root, phase)
        result.counted = f"{ran} tests of {len(suites)} earlier phases"

    def _check_supersessions(self, phase: Phase) -> Iterator[str]:
        known: set[str] = set()
        for layer in [phase, *self.solutions.ancestors(phase)]:
            suite = shape_of(self.solutions, layer)
            known |= {e.exercise.id for e in suite}
            known |= {f"{e.exercise.id}::{t.id}" for e in suite for t in e.tests}
        for entry in phase.supersedes:
            for key in ("old", "new"):
                if getattr(entry, key) not in known:
                    yield f"[[supersedes]] {key} = {getattr(entry, key)!r} names no test."

    def text(self, phase: Phase, result: Result) -> Proof:
        """Listings come from tested code, shell blocks come true, every exercise stands there."""
        path = self.root / "docs" / "phases" / f"{phase.slug}.md"
        page = lesson.read(path)
        blocks = lesson.shell_blocks(page)
        suites = []
        if blocks and shutil.which("bash") and shutil.which("curl"):
            suite = self._suite(phase, "shell blocks", self.solutions.solution(phase))
            suite.tests = {f"tests/{lesson.REPLAY_FILE}": lesson.replay_suite(page)}
            suite.limits = {lesson.REPLAY_FILE: 300.0}
            suites.append(suite)
        elif blocks:
            result.unverified.append("shell blocks need bash and curl")
        yield suites
        if importlib.util.find_spec("markdown"):
            result.problems += lesson.problems(page, phase, self.solutions)
        else:
            result.unverified.append("the site's tools are not installed")
        for suite in suites:
            result.problems += [message for _, message in suite.extra_failures(lesson.REPLAY_FILE)]
        listings = sum(line.startswith("::: listing") for line in page.splitlines())
        result.counted = f"{listings} listings, {len(blocks)} shell blocks"


def shape_of(solutions: Solutions, phase: Phase) -> list[ExerciseVerdict]:
    """The exercises of a phase with their tests, none of them run."""
    with tempfile.TemporaryDirectory(prefix="course-tests-") as folder:
        write_tree(solutions.tests(phase), Path(folder))
        return shape(phase, Path(folder, "tests"), phase.exercises, []).exercises


def _judged(suite: Suite) -> list[ExerciseVerdict]:
    return suite.verdict.exercises if suite.verdict else []


def _failures(suite: Suite, prefix: str) -> list[str]:
    return [
        f"{prefix}{found.exercise.id} {test.id} fails: {test.message}"
        for found in _judged(suite)
        for test in found.tests
        if test.failed
    ]


def _unverified(suite: Suite, answer: Answer | None = None) -> list[str]:
    """What could not be judged here: of an answer, the test that it fails, or its exercise."""
    return [
        f"{answer.where + ': ' if answer else ''}{found.exercise.id} {test.id}: {test.unverified}"
        for found in _judged(suite)
        if answer is None or found.exercise is answer.exercise
        for test in found.tests
        if test.unverified and (answer is None or answer.fails in ("", test.id))
    ]


def splits(
    exercises: Sequence[Exercise],
) -> Iterator[tuple[Sequence[Exercise], Sequence[Exercise]]]:
    """Earlier and later exercises, so that each meets each later one in one pair of them.

    First the two halves, then those of each half, and so on: many answers fit into a project, and
    each test is run for many of them at once.
    """
    middle = len(exercises) // 2
    if middle:
        yield exercises[:middle], exercises[middle:]
        yield from splits(exercises[:middle])
        yield from splits(exercises[middle:])


def _judge_wrong(answer: Answer, suite: Suite) -> Iterator[str]:
    if not suite.only:
        yield (
            f"`fails` names {answer.fails}, which is no test of {answer.exercise.id}, "
            "or one that never runs what the answer changes."
        )
    elif suite.broken:
        yield f"it cannot even be imported ({suite.broken}), so it proves nothing."
    elif any(test.passed for test in suite.of(answer.exercise).tests):
        yield f"{answer.fails} passes: the test does not see the mistake."


def _harm(suite: Suite) -> Iterator[str]:
    """What an answer does to earlier exercises."""
    for found in _judged(suite):
        for test in found.tests:
            if test.failed:
                yield f"it fails {found.exercise.id} {test.id}, an earlier exercise: {test.message}"


def old_suites(solutions: Solutions, phase: Phase, tree: Tree) -> list[Suite]:
    """The suites of all ancestors, to run on a project of this phase; whole ones superseded not."""
    replaced = superseded(solutions, phase)
    suites = []
    for ancestor in solutions.ancestors(phase):
        exercises = [e for e in ancestor.exercises if e.id not in replaced]
        tests = {
            path: content
            for path, content in solutions.tests_on(phase, ancestor).items()
            if not (owner := ancestor.exercise_of_test_file(Path(path).name)) or owner in exercises
        }
        if exercises:
            suites.append(Suite(f"{phase.slug} passes {ancestor.slug}", tree, tests, ancestor))
    return suites


def superseded(solutions: Solutions, phase: Phase) -> set[str]:
    """Exercises and tests of ancestors that this phase, or one of them, no longer passes."""
    line = [phase, *solutions.ancestors(phase)]
    return {entry.old for layer in line for entry in layer.supersedes}
