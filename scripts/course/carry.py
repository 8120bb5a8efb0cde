"""A learner's own code of the parent phase, taken along into the next one: `course carry`.

Each file is merged: base is the parent's solution, mine the learner's file, theirs the starter.
What comes of it is tried in a folder of its own before anything in phases/ is written.
"""

import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from course import processes, progress, services, work
from course.check import canonical_tests, check, judge
from course.errors import CourseError
from course.fitting import as_in_starter, chained, first_test, whole_functions
from course.merging import fault, merge
from course.model import Exercise, Phase
from course.prove import Suite, old_suites, run_suites, superseded
from course.requirements import test_files
from course.restore import alone, rewrite, work_in
from course.solutions import write_tree
from course.suite import syntax_error, warm_up
from course.workspace import Course, blob_id

Files = dict[str, bytes]
Changes = dict[str, bytes | None]
OF_THE_PHASE = ("pyproject.toml", "README.md")
"""Made by the build, each phase its own."""
WRITTEN_BY_PROGRAMS = (
    *("*.db", "*.sqlite", "*.sqlite3", "*.log", "*.egg-info"),
    *(".git", ".coverage"),
)
PROBE = '''
"""What must hold of a carried project before it is written."""
import importlib


def test_it_imports():
    for name in {modules}:
        importlib.import_module(name)


def test_it_starts(request):
    if {served}:
        assert request.getfixturevalue("client").get("/").status_code < 500
'''


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of the learner's that did not come along, or not with all of its lines."""

    path: str
    why: str
    content: bytes | None = None
    hunks: Sequence[tuple[str, str]] = ()
    """The lines that did not: as the learner has them, and what stands."""


@dataclass(frozen=True, slots=True)
class FailedTest:
    """A test that does not pass on the carried project."""

    name: str
    message: str

    def to_json(self) -> dict[str, str]:
        """For programs."""
        return {"test": self.name, "message": self.message}


@dataclass
class Outcome:
    """What tests say of the carried project, with the reference's answers to its exercises."""

    passed: int = 0
    """Tests of earlier phases."""
    failed: list[FailedTest] = field(default_factory=list)
    """Tests of earlier phases that pass on the starter, and on the carried one no longer."""
    blocked: list[FailedTest] = field(default_factory=list)
    """Tests of whichever phase that need other answers here than the reference's."""

    def lines(self) -> Iterator[str]:
        """For people."""
        yield f"Tests of earlier phases: {self.passed} pass, once this phase's exercises are done."
        if self.failed:
            yield f"{len(self.failed)} pass on the starter, and with your code no longer:"
        yield from (f"  {test.name}: {test.message}" for test in self.failed)
        if self.blocked:
            yield "The reference's answers would not do here; these tests need answers of your own:"
        yield from (f"  {test.name}: {test.message}" for test in self.blocked)


@dataclass
class Report:
    """What was carried, what not, and what came of it."""

    phase: Phase
    parent: Phase
    unfinished: list[str] = field(default_factory=list)
    """Exercises of the parent that do not pass, and so are as in the reference."""
    files: dict[str, str] = field(default_factory=dict)
    """What was written below the phase: path -> yours, merged, added, removed, starter."""
    kept: list[Kept] = field(default_factory=list)
    notes: Path | None = None
    """The folder with what was kept."""
    copy: Path | None = None
    outcome: Outcome | None = None
    """None where nothing was carried."""

    def lines(self, root: Path) -> Iterator[str]:
        """For people."""
        source, target = f"phases/{self.parent.slug}", f"phases/{self.phase.slug}"
        if self.unfinished:
            ids = ", ".join(self.unfinished)
            yield f"Not all of {self.parent.slug} passes; as in the reference here: {ids}."
        if self.files:
            yield f"Carried from {source} into {target}:"
        elif self.kept:
            yield f"Nothing of {source} could be carried."
        else:
            yield f"{source} has nothing of yours that {target} lacks."
        for path, word in self.files.items():
            yield f"  {word:<8} {path}"
        for kept in self.kept:
            yield f"  kept     {kept.path}: {kept.why}"
        if self.notes:
            where = self.notes.relative_to(root).as_posix()
            yield f"Your versions of what was kept, and why: {where}/NOTE.md"
        if self.outcome:
            yield from self.outcome.lines()
        if self.copy:
            yield f"Back to {target} as it was: course undo"

    def to_json(self, root: Path) -> dict[str, Any]:
        """For programs."""
        outcome = self.outcome or Outcome()
        return {
            "phase": self.phase.slug,
            "parent": self.parent.slug,
            "unfinished": self.unfinished,
            "files": self.files,
            "kept": [{"file": k.path, "why": k.why} for k in self.kept],
            "notes": self.notes.relative_to(root).as_posix() if self.notes else None,
            "copy": self.copy.relative_to(root).as_posix() if self.copy else None,
            "old_tests": {
                "passed": outcome.passed,
                "failed": [test.to_json() for test in outcome.failed],
            },
            "blocked": [test.to_json() for test in outcome.blocked],
        }


def carry(
    course: Course,
    phase: Phase,
    *,
    force: bool = False,
    old_tests: bool = True,
    progress_told: Callable[[str], None] = lambda _: None,
) -> Report:
    """Take the learner's code of the parent along into a phase.

    Files of the phase that the learner worked on are left alone, unless forced. Without
    `old_tests` the tests of earlier phases are not run.
    Raises: CourseError when there is no parent, no solutions/, or code that cannot be read.
    """
    if not phase.after:
        raise CourseError(
            f"{phase.slug} follows no other phase, so there is nothing to carry into it.",
            "Name a later one.",
        )
    parent = course.phase(phase.after)
    _ = course.solutions
    for each in (parent, phase):
        if not course.folder(each).is_dir():
            raise CourseError(
                f"phases/{each.slug} is gone.", f"Bring it back: course reset {each.number}"
            )
    _refuse_broken(course, parent, syntax_error(course.folder(parent)), phase)
    with alone(course):
        return _Carrier(course, phase, parent, progress_told, force=force).run(old_tests=old_tests)


class _Carrier:
    """One carry: what the sides have, and what is to come of them."""

    def __init__(
        self,
        course: Course,
        phase: Phase,
        parent: Phase,
        told: Callable[[str], None],
        *,
        force: bool,
    ) -> None:
        self.course, self.phase, self.parent, self.told = course, phase, parent, told
        self.force = force
        self.report = Report(phase, parent)
        self.mine = project_files(course.folder(parent))
        self.here = project_files(course.folder(phase))
        self.theirs: Files = {
            path: course.as_built(phase, path)
            for path in course.built_files(phase)
            if not path.startswith("tests/")
        }
        self.record = course.state_folder / "carry" / f"{phase.slug}.json"
        self.carried_before: dict[str, str | None] = {}
        with suppress(OSError, ValueError):
            self.carried_before = json.loads(self.record.read_text(encoding="utf-8"))

    def run(self, *, old_tests: bool) -> Report:
        """Merge, try, run the tests of earlier phases, and write."""
        if not self._anything_of_the_learner() and not self.carried_before:
            return self.report
        warm_up()
        self.told(f"checking phases/{self.parent.slug}")
        verdict = check(self.course, self.parent)
        _refuse_broken(self.course, self.parent, verdict.broken, self.phase)
        solved = {e.exercise.id for e in verdict.exercises if e.passed}
        self.report.unfinished = [
            e.exercise.id for e in verdict.exercises if e.exercise.id not in solved
        ]
        merged = self._leave_worked_files(self._merged(solved))
        if not merged:
            self._write(merged)
            return self.report
        with services.for_suites([self.phase]):
            chosen = self._tried(merged)
            if old_tests and self._project(chosen) != self.theirs:
                chosen, self.report.outcome = self._judged(chosen)
        self.told("")
        self._write(chosen)
        return self.report

    def _anything_of_the_learner(self) -> bool:
        """Whether the parent is neither as it was built nor as the reference has it."""
        source = self.course.solutions.phase(self.parent.number)
        solution = {path: blob_id(c) for path, c in self.course.solutions.solution(source).items()}
        built = self.course.built_files(self.parent)
        mine = {path: blob_id(content) for path, content in self.mine.items()}

        def differ(files: Mapping[str, str]) -> bool:
            names = {path for path in files if not path.startswith("tests/")} | {*mine}
            return any(mine.get(p) != files.get(p) for p in names - {*OF_THE_PHASE})

        return differ(built) and differ(solution)

    def _merged(self, solved: set[str]) -> Changes:
        """Every file that is not to be as in the starter; and the kept ones are noted."""
        solutions = self.course.solutions
        source = solutions.phase(self.parent.number)
        # An exercise that is not done is blank on both sides, so that the reference's answer comes.
        base = solutions.project(source, solved)
        undone = [e for e in self.parent.exercises if e.id not in solved]
        merged: Changes = {}
        for path in sorted({*base, *self.mine, *self.theirs} - {*OF_THE_PHASE}):
            before, mine, theirs = base.get(path), self.mine.get(path), self.theirs.get(path)
            if mine in (before, theirs):
                continue
            if theirs is None and (before is not None or self._removes(path)):
                self._keep(path, f"{self.phase.slug} has it no more", mine)
                continue
            exercises = [e for e in (*self.phase.exercises, *undone) if path in e.files]
            content = self._merge(path, before, exercises)
            if content != theirs:
                merged[path] = content
        own = {path: c for path, c in merged.items() if c is not None and path not in self.theirs}
        return merged | chained(own, self.theirs)

    def _removes(self, path: str) -> bool:
        names = [name.rstrip("/") for name in self.phase.removes]
        return any(path == name or path.startswith(f"{name}/") for name in names)

    def _merge(self, path: str, base: bytes | None, needed: Sequence[Exercise]) -> bytes | None:
        """One file, with the exercises that need something of it as in the starter."""
        mine, theirs = self.mine.get(path), self.theirs.get(path)
        result = merge(base, mine, theirs)
        content, why = result.content, ""
        if mine is None and (result.conflicts or needed):
            content, why = theirs, "you deleted it, and this phase needs it"
        elif result.hunks:
            why = "the lines that both changed are the starter's"
            if path.endswith(".py") and content is not None and theirs is not None:
                other = merge(base, mine, theirs, stands="mine").content or b""
                content = whole_functions(content, other, theirs, path)
        elif result.conflicts:
            why = "both changed it, and the starter's stands"
        if content is not None and theirs is not None:
            content, why = self._fit(path, content, why, needed)
        if why:
            self._keep(path, why, mine, result.hunks)
        return content

    def _fit(
        self, path: str, content: bytes, why: str, exercises: Sequence[Exercise]
    ) -> tuple[bytes, str]:
        """A merged file with the starter's blanks, or the whole starter's; and why it is so."""
        theirs = self.theirs[path]
        try:
            text = content.decode()
            for exercise in exercises:
                text = as_in_starter(text, theirs.decode(), path, exercise, self.phase)
        except UnicodeDecodeError:
            return content, why
        except CourseError as error:
            return theirs, f"the starter's whole file stands: {error.sentence}"
        if problem := fault(path, text.encode()):
            return (
                theirs,
                f"the starter's whole file stands, because merged it is broken: {problem}",
            )
        if text != content.decode() and not why:
            why = "what an exercise asks for is as in the starter"
        return text.encode(), why

    def _leave_worked_files(self, merged: Changes) -> Changes:
        """Leave out the files of this phase that the learner has worked on, and note them."""
        wanted: Changes = {p: self.theirs.get(p) for p in self.carried_before} | merged
        result: Changes = {}
        for path, content in wanted.items():
            if self.force or self._is_untouched(path) or self.here.get(path) == content:
                result[path] = content
            else:
                why = "you have worked on it in this phase; --force takes the carried one"
                self._keep(path, why, content if content is not None else self.mine.get(path))
        return result

    def _is_untouched(self, path: str) -> bool:
        there = blob_id(self.here[path]) if path in self.here else None
        built = self.course.built_files(self.phase).get(path)
        return there == built or (
            path in self.carried_before and there == self.carried_before[path]
        )

    def _tried(self, merged: Changes) -> Changes:
        """What of it can be written: the project imports, and no exercise is solved by it."""
        self.told("trying the merged project")
        problem = self._problem(merged)
        if problem:
            if own := self._problem({}):
                raise CourseError(
                    f"phases/{self.phase.slug} does not start as it is: {own}",
                    f"Mend it, or begin it anew: course reset {self.phase.number}",
                )
            why = f"the starter's whole file stands; with yours the phase does not start: {problem}"
            merged = self._settled(merged, why, lambda c: not self._problem(c))
        for exercise in self._solved(merged, self.phase.exercises, quick=True):
            if not self._solved(merged, [exercise]) or self._solved({}, [exercise]):
                continue
            why = f"with yours, exercise {exercise.id} would pass before you write it"

            def holds(changes: Changes, exercise: Exercise = exercise) -> bool:
                return not self._problem(changes) and not self._solved(changes, [exercise])

            merged = self._settled(merged, why, holds)
        return merged

    def _settled(self, merged: Changes, why: str, holds: Callable[[Changes], bool]) -> Changes:
        """As many of the files as hold together; the others are noted."""
        # What nobody but the learner's code knows comes first: the rest may need it.
        rest = sorted(merged, key=lambda path: (path in self.theirs, path))
        chosen: Changes = {}
        found = True
        while found:
            found = False
            for path in list(rest):
                if holds(chosen | {path: merged[path]}):
                    chosen[path] = merged[path]
                    rest.remove(path)
                    found = True
        for path in rest:
            self._keep(path, why, self.mine.get(path, merged[path]))
        return chosen

    def _project(self, changes: Changes) -> Files:
        """The phase as it would be."""
        tree: Changes = {**self.theirs, **self.here}
        tree |= dict.fromkeys(p for p in self.theirs if p not in self.here)
        tree |= {p: self.theirs.get(p) for p in self.carried_before if self._is_untouched(p)}
        tree |= changes
        return {path: content for path, content in tree.items() if content is not None}

    @contextmanager
    def _folder(self, changes: Changes) -> Iterator[Path]:
        with tempfile.TemporaryDirectory(prefix="course-carry-") as folder:
            write_tree(self._project(changes), Path(folder, "project"))
            yield Path(folder)

    def _problem(self, changes: Changes) -> str:
        """Why the project does not import or start, in a sentence; empty when it does."""
        modules = [
            path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
            for path in self._project(changes)
            if path.startswith("app/") and path.endswith(".py") and path in self.theirs
            if not path.endswith("__main__.py")
        ]
        probe = PROBE.replace("{modules}", repr(modules))
        probe = probe.replace("{served}", repr(self.phase.kind in {"asgi", "wsgi"}))
        with self._folder(changes) as folder:
            file = folder / "tests" / "test_probe.py"
            write_tree({"tests/test_probe.py": probe.encode()}, folder)
            if broken := syntax_error(folder / "project"):
                return broken.message
            ended = processes.run(processes.Job(folder / "project", [file]))
        failures = [event["failure"]["message"] for event in ended.events if event.get("failure")]
        return failures[0] if failures else ""

    def _solved(
        self, changes: Changes, exercises: Sequence[Exercise], *, quick: bool = False
    ) -> list[Exercise]:
        """The exercises of this phase that pass; quickly, those whose first test does."""
        guards = {guard.test for guard in self.phase.guards}
        with (
            self._folder(changes) as folder,
            canonical_tests(self.course, self.phase) as (canonical, _),
        ):
            tests = Path(shutil.copytree(canonical, folder / "tests"))
            if quick:
                for file in test_files(tests):
                    source = file.read_text(encoding="utf-8")
                    file.write_text(first_test(source, file.name, guards), encoding="utf-8")
            verdict = judge(self.phase, folder / "project", tests, exercises, processes.run)
        return [found.exercise for found in verdict.exercises if found.passed]

    def _with_answers(self, project: Files) -> Files:
        """The project with the reference's answers to this phase's exercises."""
        solution = self.course.solutions.solution(self.course.solutions.phase(self.phase.number))
        tree: Changes = dict(project)
        for path, content in solution.items():
            if content != self.theirs.get(path):
                tree[path] = merge(self.theirs.get(path), project.get(path), content).content
        return {path: content for path, content in tree.items() if content is not None}

    def _write(self, chosen: Changes) -> None:
        """Write the phase, and what did not come along beside a note of it."""
        self._write_notes()
        overwritten = {p for p in chosen if p in self.here and not self._is_untouched(p)}
        passed = {e.id: False for e in self.phase.exercises if overwritten & {*e.files}}
        change = rewrite(
            self.course,
            f"carry of {self.parent.slug} into {self.phase.slug}",
            {f"{self.phase.slug}/{path}": content for path, content in chosen.items()},
            passed,
        )
        self.report.copy = change.copy
        written = [path.partition("/")[2] for path in change.paths]
        self.report.files = {path: self._word(path, chosen[path]) for path in written}
        ids = {
            path: None if content is None else blob_id(content)
            for path, content in chosen.items()
            if content != self.theirs.get(path)
        }
        progress.write_atomically(self.record, f"{json.dumps(ids, indent=1)}\n".encode())

    def _word(self, path: str, content: bytes | None) -> str:
        if content == self.theirs.get(path):
            return "starter"
        if content is None:
            return "removed"
        if path not in self.theirs:
            return "added"
        return "yours" if content == self.mine.get(path) else "merged"

    def _keep(
        self,
        path: str,
        why: str,
        content: bytes | None,
        hunks: Sequence[tuple[str, str]] = (),
    ) -> None:
        earlier = next((k for k in self.report.kept if k.path == path), None)
        if earlier:
            self.report.kept.remove(earlier)
            hunks = hunks or earlier.hunks
            content = earlier.content
        self.report.kept.append(Kept(path, why, content, hunks))

    def _write_notes(self) -> None:
        folder = self.record.with_suffix("")
        if folder.exists():
            folder.rename(folder.with_name(f"{folder.name}-before-{progress.stamp()}"))
        if self.report.kept:
            for kept in self.report.kept:
                if kept.content is not None:
                    progress.write_atomically(folder / kept.path, kept.content)
            progress.write_atomically(folder / "NOTE.md", note(self.report).encode())
            self.report.notes = folder

    def _judged(self, chosen: Changes) -> tuple[Changes, Outcome]:
        """What the tests say; where they fail, mixed files become the starter's if that helps."""
        outcome = self._outcome_of(chosen)
        failed = [*outcome.failed, *outcome.blocked]
        mixed = [k.path for k in self.report.kept if k.hunks and k.path in chosen]
        fewer = {path: content for path, content in chosen.items() if path not in mixed}
        if not failed or not mixed or self._problem(fewer):
            return chosen, outcome
        other = self._outcome_of(fewer)
        if len(other.failed) + len(other.blocked) >= len(failed):
            return chosen, outcome
        for path in mixed:
            why = f"the starter's whole file stands; mixed with yours, {failed[0].name} fails"
            self._keep(path, why, self.mine.get(path))
        return fewer, other

    def _outcome_of(self, changes: Changes) -> Outcome:
        """Run the tests of all ancestors, and this phase's own, on the project when it is done.

        What fails of the ancestors' is run on the project as it is, and on the starter: it may be
        the answers only that do not fit.
        """
        solutions = self.course.solutions
        source = solutions.phase(self.phase.number)
        project = self._project(changes)
        answered = self._with_answers(project)
        old = old_suites(solutions, source, answered)
        suites = [*old, Suite(source.slug, answered, solutions.tests(source), source)]
        run_suites(suites, 0, self.told)
        replaced = superseded(solutions, source)
        first = failures(suites, replaced)
        failing = self._again(suites, answered, first)  # on a busy machine some take too long
        failed = self._again(old, project, failing)
        for name in self._again(old, self.theirs, failed):
            del failed[name]
        ran = {name for suite in old for name in names_in(suite)} - replaced
        return Outcome(
            len(ran - {*failing}),
            [FailedTest(*each) for each in failed.items()],
            [FailedTest(*each) for each in failing.items() if each[0] not in failed],
        )

    def _again(
        self, suites: Sequence[Suite], tree: Files, names: Mapping[str, str]
    ) -> dict[str, str]:
        """Those of some tests that fail on a project: name -> why."""
        ids = {name.partition("::")[0] for name in names}
        again = [
            Suite(s.label, tree, s.tests, s.phase, exercises=chosen)
            for s in suites
            if (chosen := [e for e in s.phase.exercises if e.id in ids])
        ]
        run_suites(again, 1, self.told)
        return {name: why for name, why in failures(again, ()).items() if name in names}


def failures(suites: Iterable[Suite], replaced: Iterable[str]) -> dict[str, str]:
    """The tests of suites that fail, but for those that are superseded: name -> why."""
    return {
        f"{found.exercise.id}::{test.id}": test.message
        for suite in suites
        for found in (suite.verdict.exercises if suite.verdict else [])
        for test in found.tests
        if test.failed and f"{found.exercise.id}::{test.id}" not in replaced
    }


def names_in(suite: Suite) -> Iterator[str]:
    """All tests of a suite."""
    for found in suite.verdict.exercises if suite.verdict else []:
        yield from (f"{found.exercise.id}::{test.id}" for test in found.tests)


def _refuse_broken(course: Course, parent: Phase, broken: Any, phase: Phase) -> None:  # noqa: ANN401
    if broken:
        where = course.folder(parent).relative_to(course.root).as_posix()
        raise CourseError(
            f"Nothing was carried: {where} cannot be run. {broken.message}",
            f"Mend it, then: course carry {phase.number}",
        )


def project_files(folder: Path) -> Files:
    """A project without its tests, and without what tools and programs leave there.

    Raises: CourseError for a file that cannot be read.
    """
    found = work_in(folder, (*work.CACHES, *WRITTEN_BY_PROGRAMS))
    return {path: content for path, content in found.items() if not path.startswith("tests/")}


def note(report: Report) -> str:
    """What was kept and why, for the learner to read."""
    parts = [
        f"# Your code of {report.parent.slug} that did not come along into {report.phase.slug}\n",
        "Your files lie beside this note as you wrote them; phases/ has what runs.\n",
    ]
    for kept in report.kept:
        parts.append(f"## {kept.path}\n\n{kept.why[:1].upper()}{kept.why[1:]}.\n")
        for mine, theirs in kept.hunks:
            parts.append(f"Yours:\n\n```\n{mine}```\n\nIn its place stands:\n\n```\n{theirs}```\n")
    return "\n".join(parts)
