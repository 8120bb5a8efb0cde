"""The source of every phase: `solutions/` read, layered, and its blanks and answers applied.

A tree is a project as a mapping of relative paths to contents.
"""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from course import apis, nodes, symbols
from course.errors import CourseError
from course.model import Exercise, Phase, parse_phase, split_symbol, unknown

Tree = dict[str, bytes]
ROLES = ("blank", "wrong", "right", *apis.ROLES)
NOT_OF_THE_PROJECT = ("tests/", "answers/", "continuity/", "other/")
"""`other/` holds further implementations, in other frameworks: whole projects of their own."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Code for one exercise, swapped into a project by name."""

    role: str
    slug: str
    exercise: Exercise
    files: Mapping[str, bytes]
    says: str = ""
    fails: str = ""
    removes: tuple[str, ...] = ()
    parts: bool = False
    """Whether its Python files hold what differs only, though the exercise solves whole files."""

    @property
    def where(self) -> str:
        """Its folder below the phase's: `answers/wrong/4.3-answers-200`."""
        return f"answers/{self.role}/{self.slug}"


class Solutions:
    """`solutions/`, read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifests: dict[str, dict[str, Any]] = {}
        if not folder.is_dir():
            raise CourseError(
                f"There is no {folder.name}/ here: this copy of the course has none.",
                "Use a whole copy of the course for this command.",
            )

    @cached_property
    def slugs(self) -> dict[str, str]:
        """The folders of all phases by number, in order.

        Raises: CourseError when two share a number.
        """
        found: dict[str, str] = {}
        for path in sorted(self.folder.glob("*/phase.toml")):
            slug = path.parent.name
            number = slug.partition("-")[0]
            if number in found:
                raise CourseError(
                    f"{found[number]} and {slug} have one number.", "Give one of them another."
                )
            found[number] = slug
        return found

    @cached_property
    def phases(self) -> dict[str, Phase]:
        """All phases by number, in order, but for drafts.

        Raises: CourseError for a manifest that is wrong, naming file, key and remedy.
        """
        found = {number: self.load(number) for number in self.slugs}
        return {number: phase for number, phase in found.items() if not phase.draft}

    @cache  # noqa: B019 - one Solutions lives as long as the command
    def load(self, number: str) -> Phase:
        """The phase of that number, its manifest checked.

        Raises: CourseError for a manifest that is wrong, naming file, key and remedy.
        """
        slug = self.slugs[number]
        where = f"solutions/{slug}/phase.toml"
        try:
            data = tomllib.loads((self.folder / slug / "phase.toml").read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise CourseError(f"{where} is not TOML: {error}.", "Mend it there.") from None
        phase = parse_phase(data, slug, where)
        self.manifests[slug] = data
        for key, numbers in (("after", (phase.after,)), ("needs", phase.needs)):
            for other in filter(None, numbers):
                if other not in self.slugs or other >= number:
                    raise CourseError(
                        f"{where}: key `{key}` names phase {other!r}.",
                        "Name an existing phase with a smaller number.",
                    )
        return phase

    def phase(self, name: str) -> Phase:
        """A phase by number or folder name.

        Raises: CourseError, naming the nearest ones.
        """
        for number, slug in self.slugs.items():
            if name == slug or (name.isdigit() and int(name) == int(number)):
                return self.load(number)
        raise unknown("phase", name, self.slugs.values())

    def ancestors(self, phase: Phase) -> list[Phase]:
        """The phases below this one, its parent first."""
        found = []
        while phase.after:
            phase = self.load(phase.after)
            found.append(phase)
        return found

    def own_files(self, phase: Phase) -> Tree:
        """The files that a phase writes itself, without manifest, tests and answers."""
        return {
            path: content
            for path, content in _read_tree(self.folder / phase.slug).items()
            if path != "phase.toml" and not path.startswith(NOT_OF_THE_PROJECT)
        }

    @cache  # noqa: B019 - one Solutions lives as long as the command
    def _sources(self, number: str) -> Mapping[str, bytes]:
        phase = self.load(number)
        tree: Tree = dict(self._sources(phase.after)) if phase.after else {}
        for name in phase.removes:
            gone = [
                path for path in tree if path == name or path.startswith(f"{name.rstrip('/')}/")
            ]
            if not gone:
                raise CourseError(
                    f"solutions/{phase.slug}/phase.toml: key `removes` names {name}, "
                    "which the parent does not have.",
                    "Remove it from the list.",
                )
            for path in gone:
                del tree[path]
        tree.update(self.own_files(phase))
        packages = {str(Path(p).parent) for p in tree if p.endswith(".py")} - {"."}
        for package in packages:
            tree.setdefault(f"{package}/__init__.py", b"")
        return dict(sorted(tree.items()))

    def dependencies(self, phase: Phase) -> list[str]:
        """What the phase's project needs: its own and its ancestors'."""
        names: list[str] = []
        for layer in [*reversed(self.ancestors(phase)), phase]:
            names += [n for n in layer.dependencies if n not in names]
        return names

    def environment(self, phase: Phase) -> dict[str, str]:
        """Variables for the phase's project: its own over its ancestors'."""
        found: dict[str, str] = {}
        for layer in [*reversed(self.ancestors(phase)), phase]:
            found |= layer.environment
        return found

    def tests(self, phase: Phase) -> Tree:
        """The phase's own tests, as `tests/…`, and the APIs that learners' own tests judge."""
        return dict(self._tests(phase.number))

    @cache  # noqa: B019 - one Solutions lives as long as the command
    def _tests(self, number: str) -> Mapping[str, bytes]:
        tests = _read_tree(self.folder / self.slugs[number] / "tests") | self._apis(number)
        return {f"tests/{path}": content for path, content in tests.items()}

    @cache  # noqa: B019 - one Solutions lives as long as the command
    def _apis(self, number: str) -> Tree:
        phase = self.load(number)
        answers = [answer for role in apis.ROLES for answer in self.answers(phase, role)]
        if not answers:
            return {}
        starter = self.starter(phase)
        found = apis.Apis(starter)
        for answer in answers:
            tree = self.project(phase, {answer.exercise.id})
            apply(answer, tree)
            files = {
                path: content
                for path, content in sorted(tree.items())
                if content != starter.get(path) and not path.startswith(f"{apis.SUITE}/")
            }
            found.add(answer.exercise.id, answer.role, answer.says, files)
        return {apis.FILE: found.to_json()}

    def tests_on(self, phase: Phase, ancestor: Phase) -> Tree:
        """The tests of an ancestor, as they are run on a later phase's project.

        What those tests need to know of later phases (how to sign in, say) stands in their
        `continuity/`; the latest one counts.
        """
        tree = self.tests(ancestor)
        line = [phase, *self.ancestors(phase)]
        for layer in line[: line.index(ancestor)]:
            helpers = _read_tree(self.folder / layer.slug / "continuity")
            if helpers:
                return tree | {f"tests/{path}": content for path, content in helpers.items()}
        return tree

    def solution(self, phase: Phase) -> Tree:
        """The phase with all exercises solved."""
        return self.project(phase, solved={e.id for e in phase.exercises})

    def starter(self, phase: Phase) -> Tree:
        """The phase as the learner gets it."""
        return self.project(phase, solved=set())

    def project(self, phase: Phase, solved: Iterable[str], answer: Answer | None = None) -> Tree:
        """The phase with some exercises solved, the others blank, and one answer swapped in."""
        tree = dict(self._partly_solved(phase.number, frozenset(solved)))
        if answer:
            apply(answer, tree)
        return _project_files(phase, self.dependencies(phase), self.environment(phase)) | tree

    @cache  # noqa: B019 - one Solutions lives as long as the command
    def _partly_solved(self, number: str, solved: frozenset[str]) -> Mapping[str, bytes]:
        phase = self.load(number)
        tree: Tree = dict(self._sources(number))
        for exercise in phase.exercises:
            if exercise.id not in solved:
                self._make_blank(phase, exercise, tree)
        return tree

    def _make_blank(self, phase: Phase, exercise: Exercise, tree: Tree) -> None:
        by_hand = [a for a in self.answers(phase, "blank") if a.exercise is exercise]
        for answer in by_hand:
            apply(answer, tree)
        covered = {path for answer in by_hand for path in answer.files}
        covered |= {split_symbol(symbol)[0] for answer in by_hand for symbol in answer.removes}
        for symbol in exercise.solves:
            path, name, _ = split_symbol(symbol)
            if not _has(self._sources(phase.number), symbol):
                raise CourseError(
                    f"solutions/{phase.slug}/phase.toml: exercise {exercise.id} solves {symbol}, "
                    "which the phase does not have.",
                    "Correct `solves`, or write it.",
                )
            if path in covered and (not name or _defines(by_hand, path, name)):
                continue
            if not name:
                raise CourseError(
                    f"{phase.slug}: the blank of {symbol} cannot be derived.",
                    f"Write it in answers/blank/{exercise.id}-<slug>/{path}.",
                )
            source = tree[path].decode()
            tree[path] = symbols.blank(source, name, path, exercise.id, exercise.title).encode()

    def answers(self, phase: Phase, role: str) -> list[Answer]:
        """The phase's answers of one role, by exercise and name."""
        return self._answers(phase.number, role)

    @cache  # noqa: B019 - one Solutions lives as long as the command
    def _answers(self, number: str, role: str) -> list[Answer]:
        phase = self.load(number)
        folder = self.folder / phase.slug / "answers" / role
        if not folder.is_dir():
            return []
        found = [_read_answer(phase, role, path) for path in sorted(folder.iterdir())]
        order = [e.id for e in phase.exercises]
        return sorted(found, key=lambda a: (order.index(a.exercise.id), a.slug))


def _has(tree: Mapping[str, bytes], symbol: str) -> bool:
    """Whether a project has a file, a name in it or a node in it."""
    path, name, pointer = split_symbol(symbol)
    if path not in tree or not (name or pointer):
        return path in tree
    text = tree[path].decode()
    if pointer:
        return nodes.exists(text, pointer, path)
    return bool(symbols.Module(text, path).bindings(name))


def _defines(answers: list[Answer], path: str, name: str) -> bool:
    for answer in answers:
        if path in answer.files and path.endswith(".py"):
            module = symbols.Module(answer.files[path].decode(), f"{answer.where}/{path}")
            if module.bindings(name) or module.bindings(name.partition(".")[0]):
                return True
        if {path, f"{path}::{name}"} & {*answer.removes}:
            return True
    return False


def _read_tree(folder: Path) -> Tree:
    if not folder.is_dir():
        return {}
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not _is_leftover(path.relative_to(folder))
    }


def _is_leftover(path: Path) -> bool:
    """Caches that tools leave beside the source."""
    return any(part == "__pycache__" or part.endswith("_cache") for part in path.parts) or (
        path.suffix == ".pyc" or path.name == ".DS_Store"
    )


def _read_answer(phase: Phase, role: str, folder: Path) -> Answer:
    where = f"solutions/{phase.slug}/answers/{role}/{folder.name}"
    exercise_id = folder.name.partition("-")[0]
    try:
        exercise = phase.exercise(exercise_id)
    except CourseError as error:
        raise CourseError(f"{where}: {error.sentence}", error.remedy) from None
    files = _read_tree(folder)
    data: dict[str, Any] = {}
    if "answer.toml" in files:
        try:
            data = tomllib.loads(files.pop("answer.toml").decode())
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise CourseError(f"{where}/answer.toml is not TOML: {error}.", "Mend it.") from None
    unknown_keys = data.keys() - {"says", "fails", "removes", "parts"}
    if unknown_keys:
        raise CourseError(
            f"{where}/answer.toml: key `{min(unknown_keys)}` is not known.",
            "Use says, fails, removes and parts.",
        )
    if role != "blank" and not data.get("says"):
        raise CourseError(f"{where}/answer.toml: key `says` is missing.", "Say what is different.")
    if (role == "wrong") != ("fails" in data):
        problem, remedy = (
            ("is missing", "Name the test meant for it.")
            if role == "wrong"
            else ("does not belong there", "Only wrong answers fail a test.")
        )
        raise CourseError(f"{where}/answer.toml: key `fails` {problem}.", remedy)
    return Answer(
        role=role,
        slug=folder.name,
        exercise=exercise,
        files=files,
        says=data.get("says", ""),
        fails=data.get("fails", ""),
        removes=tuple(data.get("removes", [])),
        parts=bool(data.get("parts", False)),
    )


def apply(answer: Answer, tree: Tree) -> None:
    """Swap an answer into a project, in place.

    Raises: CourseError when the answer does not fit, naming it.
    """
    try:
        for path in {split_symbol(symbol)[0] for symbol in answer.removes} | set(answer.files):
            _apply_file(answer, path, tree)
    except CourseError as error:
        raise CourseError(f"{answer.where}: {error.sentence}", error.remedy) from None


def teams(answers: Iterable[Answer]) -> list[list[Answer]]:
    """Sort answers into groups that fit into one project: in other places of it."""
    found: list[list[Answer]] = []
    for answer in answers:
        for team in found:
            if not any(_collide(answer, other) for other in team):
                team.append(answer)
                break
        else:
            found.append([answer])
    return found


def _collide(one: Answer, other: Answer) -> bool:
    return any(
        path == place and (name == word or not name or not word)
        for path, name in _replaced(one)
        for place, word in _replaced(other)
    )


def _replaced(answer: Answer) -> Iterator[tuple[str, str]]:
    """What an answer replaces: a file and a name in it, or a file and nothing for all of it."""
    for path, name, _ in map(split_symbol, answer.removes):
        yield path, name
    for path, content in answer.files.items():
        if path.endswith(".py") and (answer.parts or path not in answer.exercise.solves):
            module = symbols.Module(content.decode(), f"{answer.where}/{path}")
            yield from ((path, name) for name in module.definitions())
        else:
            yield path, ""


def _apply_file(answer: Answer, path: str, tree: Tree) -> None:
    solves = [split_symbol(symbol) for symbol in answer.exercise.solves]
    removes = [split_symbol(symbol) for symbol in answer.removes]
    content = answer.files.get(path)
    if any(p == path and pointer for p, _, pointer in removes):
        raise CourseError(
            f"`removes` names a node of {path}.", "Leave it out of that file instead."
        )
    if (path, "", "") in removes:
        if tree.pop(path, None) is None:
            raise CourseError(f"there is no {path} to remove.", "Correct `removes`.")
    elif path.endswith(".py") and path in tree and (answer.parts or (path, "", "") not in solves):
        by_member = {name.partition(".")[0] for p, name, _ in solves if p == path and "." in name}
        if answer.role in apis.ROLES:  # it is about the API, whatever the exercise solves
            by_member = symbols.classes((content or b"").decode(), path)
        tree[path] = symbols.swap(
            tree[path].decode(),
            (content or b"").decode(),
            path,
            by_member=frozenset(by_member),
            removes=[name for p, name, _ in removes if p == path],
        ).encode()
    elif content is not None:
        pointers = [pointer for p, _, pointer in solves if p == path and pointer]
        if not pointers or path not in tree:
            tree[path] = content
        for pointer in pointers:
            text = nodes.exchange(tree[path].decode(), pointer, content.decode(), path)
            tree[path] = text.encode()


def _project_files(phase: Phase, dependencies: list[str], environment: dict[str, str]) -> Tree:
    """What makes a built phase a project of its own."""
    quoted = json.dumps(dependencies)
    written = sorted({file for exercise in phase.exercises for file in exercise.files})
    lines = [
        "[project]",
        f'name = "storefront-{phase.slug}"',
        'version = "0.1.0"',
        f"description = {json.dumps(phase.summary, ensure_ascii=False)}",
        'requires-python = ">=3.11"',
        f"dependencies = {quoted}",
        "",
        "[tool.pytest.ini_options]",
        'addopts = "-p course.plugin"',
        'testpaths = ["tests"]',
        "",
        "[tool.course]",
        f'phase = "{phase.number}"',
        f'kind = "{phase.kind}"',
        f'app = "{phase.app}"',
        f"written = {json.dumps(written)}  # the files that exercises ask for",
    ]
    if phase.by_url:
        lines.append("by_url = true")
    if phase.services:
        lines.append(f"services = {json.dumps(phase.services)}")
    if environment:
        lines += ["", "[tool.course.environment]  # for tests and `course run`"]
        lines += [f"{name} = {json.dumps(value)}" for name, value in environment.items()]
    if "fastapi" in dependencies and phase.kind == "asgi":
        lines += ["", "[tool.fastapi]", f'entrypoint = "{phase.app}"']
    rows = "\n".join(
        f"| {e.id} | {e.title} | {', '.join(f'`{file}`' for file in e.files)} |"
        for e in phase.exercises
    )
    readme = f"""# {phase.number} {phase.title}

{phase.summary}

The lesson is `docs/phases/{phase.slug}.md` at the top of the course, and a page of its site.

| exercise | title | where |
|---|---|---|
{rows}

In the activated environment (`source .venv/bin/activate` at the top of the course; on Windows
`.venv\\Scripts\\activate`):

```console
$ course watch {phase.number}      # checks at every save
$ course check {phase.number}      # one verdict
$ course run {phase.number}        # starts what you have written
```

Plain `pytest` in this folder gives what `course check` gives.
"""
    return {"pyproject.toml": ("\n".join(lines) + "\n").encode(), "README.md": readme.encode()}


def write_tree(tree: Tree, folder: Path) -> None:
    """Write a project into a folder."""
    for path, content in tree.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
