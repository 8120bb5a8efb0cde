"""The site's own syntax: `:::` lines become plain Markdown, made from solutions, tests and topics.

A Python-Markdown extension (`course.markdown`), and `expand`, which does the same for any text.
"""

import difflib
import os
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from course import lesson, nodes, symbols
from course.coverage import Cover, Coverage, claimed, tests_of
from course.errors import CourseError
from course.model import Exercise, Phase, split_symbol, unknown
from course.overview import LAST_CORE_PHASE
from course.solutions import Solutions, Tree
from course.workspace import find_root

DIRECTIVE = re.compile(r"^(?P<indent> *)::: (?P<name>\S+) *(?P<rest>.*?) *$")
LANGUAGES = {".py": "python", ".md": "markdown", ".yml": "yaml", ".txt": "text", "": "text"}
HINTS = ("A nudge", "Where to look", "Nearly there")
DERIVED = ("README.md", "pyproject.toml")  # the build writes them: no change of the phase's own


class CourseExtension(Extension):
    """Takes the course's folder as `root`; without it the course around the working folder."""

    def __init__(self, **options: str) -> None:
        self.config = {"root": ["", "The course's folder."]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register: after line ends are normalised (30), before fences are taken out (25)."""
        md.preprocessors.register(_Expander(md, self.getConfig("root")), "course", 28)


class _Expander(Preprocessor):
    def __init__(self, md: Markdown, root: str) -> None:
        super().__init__(md)
        self.root = root

    def run(self, lines: list[str]) -> list[str]:
        if not any(DIRECTIVE.match(line) for line in lines):
            return lines
        root = Path(self.root) if self.root else find_root()
        return expand("\n".join(lines), solutions_of(root)).split("\n")


def makeExtension(**options: str) -> CourseExtension:  # noqa: N802 - Markdown's name
    """What Markdown calls to load `course.markdown`."""
    return CourseExtension(**options)


def solutions_of(root: Path) -> Solutions:
    """The solutions of a course, read again only when one of its files has changed."""
    paths = [
        f"{folder}{os.sep}{name}"
        for top in ("solutions", "docs")
        for folder, folders, files in os.walk(root / top)
        for name in (*folders, *files)
    ]
    return _solutions(root, len(paths), max(map(_changed, paths), default=0))


def _changed(path: str) -> int:
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116 - of thousands, for each page
    except OSError:  # an editor that saves replaces its files
        return 0


@lru_cache(maxsize=1)
def _solutions(root: Path, _count: int, _latest: int) -> Solutions:
    return Solutions(root / "solutions")


@lru_cache(maxsize=1)
def _coverage(solutions: Solutions) -> Coverage:
    return claimed(solutions)


def expand(text: str, solutions: Solutions) -> str:
    """The text with its `:::` lines expanded, those inside fences left alone.

    Links to other pages begin with `/`, the docs folder.

    Raises: CourseError for a name that does not exist, with the line.
    """
    hidden = lesson.fenced_lines(text)
    lines: list[str] = []
    for number, line in enumerate(text.split("\n"), start=1):
        match = DIRECTIVE.match(line)
        if match is None or number in hidden:
            lines.append(line)
            continue
        try:
            make = DIRECTIVES.get(match["name"])
            if make is None:
                raise unknown("directive", f"::: {match['name']}", DIRECTIVES, "the site's syntax")
            made = make(solutions, match["rest"])
        except CourseError as error:
            raise CourseError(f"line {number}: {error.sentence}", error.remedy) from None
        lines += ["", *_indent(made, len(match["indent"])).split("\n"), ""]
    return "\n".join(lines)


def listing(solutions: Solutions, rest: str) -> str:
    """`04 app/x.py::name`: the code of a symbol, node or file of a phase's solution."""
    number, _, symbol = rest.partition(" ")
    phase = solutions.phase(number)
    path, name, pointer = split_symbol(symbol.strip())
    tree = solutions.solution(phase) | solutions.tests(phase)
    if path not in tree:
        raise unknown("file", path, tree, f"the solution of phase {phase.slug}")
    code = _text(tree[path])
    if name:
        code = symbols.extract(code, name, path)
    elif pointer:
        code = nodes.extract(code, pointer, path)
    return _fence(code, path, f"Phase {phase.number} · {path}")


def exercise_box(solutions: Solutions, rest: str) -> str:
    """`4.3`: what to write, what is required, and hints, folded."""
    phase = solutions.phase(rest.partition(".")[0])
    exercise = phase.exercise(rest)
    tests = tests_of(solutions, phase, exercise)
    if not tests:
        raise CourseError(
            f"Exercise {rest} has no tests.",
            f"Write solutions/{phase.slug}/tests/{exercise.test_prefix}….py.",
        )
    parts = [f"{_places(exercise)}\n{{: #exercise-{exercise.id} }}"]
    required = (_required(r, _anchor(exercise, t)) for t, (_, r) in tests.items())
    parts.append("\n".join(required))
    command = f"`course watch {phase.number}` checks at every save"
    parts.append(f"{command}; `course check {phase.number} -e {exercise.id}` gives one verdict.")
    last = len(exercise.hints) - 1
    for index, hint in enumerate(exercise.hints):
        title = HINTS[0] if index == 0 else HINTS[2] if index == last else HINTS[1]
        parts.append(_box("??? hint", title, _prose(hint)))
    return _box("!!! exercise", f"Your turn, {exercise.id}. {exercise.title}", *parts)


def _required(requirement: str, anchor: str) -> str:
    """What a test asks, its points below it."""
    text, *points = requirement.split("\n* ")
    return "\n".join(
        [f"- {_prose(text)}", f"{{: #{anchor} }}", *(f"    - {_prose(point)}" for point in points)]
    )


def mistakes(solutions: Solutions, rest: str) -> str:
    """`04`: what the known wrong answers say, folded by exercise: they give the answers away."""
    phase = solutions.phase(rest)
    said = {e.id: list[str]() for e in phase.exercises}
    for answer in solutions.answers(phase, "wrong"):
        said[answer.exercise.id].append(f"- {_prose(answer.says)}")
    return "\n\n".join(
        _box("??? failure", f"{e.id} {e.title}", "\n".join(said[e.id]))
        for e in phase.exercises
        if said[e.id]
    )


def changes(solutions: Solutions, rest: str) -> str:
    """`04`: the difference to the parent's solution by file, folded; new files as links."""
    phase = solutions.phase(rest)
    page = f"/solutions/{phase.slug}.md"
    new = _own(solutions, phase)
    old = _own(solutions, solutions.phase(phase.after)) if phase.after else {}
    parts = []
    if phase.dependencies:
        parts.append(f"New libraries: {', '.join(f'`{name}`' for name in phase.dependencies)}.")
    added = [f"- [`{p}`]({page}#{_slug(p)}), {_lines(new[p])}" for p in new if p not in old]
    if added:
        parts.append("New files:\n\n" + "\n".join(added))
    if gone := [f"- `{path}`" for path in old if path not in new]:
        parts.append("Files that are gone:\n\n" + "\n".join(gone))
    for path in new:
        if path in old and new[path] != old[path]:
            before, after = _text(old[path]).splitlines(), _text(new[path]).splitlines()
            diff = list(difflib.unified_diff(before, after, lineterm="", n=2))[2:]
            plus = sum(line.startswith("+") for line in diff)
            minus = sum(line.startswith("-") for line in diff)
            title = f"`{path}`: {plus} lines added, {minus} removed"
            parts.append(_box("??? changes", title, _fence("\n".join(diff), "x.diff")))
    parts.append(f"[The whole solution of phase {phase.number}]({page})")
    return "\n\n".join(parts)


def solution(solutions: Solutions, rest: str) -> str:
    """`04`: the files that the phase's solution added or changed; links to those that stayed."""
    phase = solutions.phase(rest)
    tree = _own(solutions, phase)
    since = dict.fromkeys(tree, phase)
    for earlier in solutions.ancestors(phase):
        older = _own(solutions, earlier)
        stayed = [path for path in since if older.get(path) == tree[path]]
        since |= dict.fromkeys(stayed, earlier)
    parts = [
        f"## `{path}` {{ #{_slug(path)} }}\n\n{_fence(_text(tree[path]), path)}"
        for path in tree
        if since[path] is phase
    ]
    for earlier in solutions.ancestors(phase):
        page = f"/solutions/{earlier.slug}.md"
        same = [f"- [`{p}`]({page}#{_slug(p)})" for p in tree if since[p] is earlier]
        if same:
            parts.append(f"## As in phase {earlier.number}\n\n" + "\n".join(same))
    return "\n\n".join(parts)


def phases(solutions: Solutions, rest: str) -> str:  # noqa: ARG001 - takes no words
    """The path as a table, phases to come included."""
    known = _coverage(solutions).known.phases
    ready = solutions.phases
    head = "| Phase | What you write |\n|---|---|\n"
    rows = [
        f"| [{n} {p.title}](/phases/{p.slug}.md) | {_prose(p.summary)} "
        f"{len(p.exercises)} exercises, about {max(1, round(p.minutes / 60))} h. |"
        for n, p in ready.items()
    ]
    parts = [head + "\n".join(rows)]
    for title, core in (("The core phases to come", True), ("The expert phases to come", False)):
        coming = [n for n in known if n not in ready and (n <= LAST_CORE_PHASE) == core]
        if coming:
            items = "\n".join(f"- {number} {known[number]}" for number in coming)
            parts.append(_box("??? path", title, items))
    return "\n\n".join(parts)


def roadmap(solutions: Solutions, rest: str) -> str:
    """`a`: a roadmap's topics under their sections; `all`: those of all under their phases."""
    coverage = _coverage(solutions)
    known = coverage.known
    if rest != "all" and rest not in known.roadmaps:
        raise unknown("roadmap", rest, [*known.roadmaps, "all"])
    groups: dict[str, list[str]] = {}
    shown: dict[tuple[str, str], str] = {}
    for topic in known.topics.values():
        if rest == "all":
            title = f"Phase {topic.phase}: {known.phases[topic.phase]}"
        else:
            title = topic.section
        if rest in {"all", topic.roadmap}:
            lines = [f"**{_prose(topic.title)}** `{topic.id}`"]
            cover = coverage.covers.get(topic.id)
            if cover:
                lines += _covered(solutions, cover, shown, topic.id)
            elif topic.phase in solutions.phases:
                lines[0] += f" · not covered yet in phase {topic.phase}"
            else:
                lines[0] += f" · comes with phase {topic.phase}, {known.phases[topic.phase]}"
            lines[0] += f"\n{{: #{topic.id} }}"
            item = "\n\n".join(lines)
            groups.setdefault(title, []).append(f"-   {_indent(item, 4).lstrip()}")
    titles = sorted(groups) if rest == "all" else list(groups)
    return "\n\n".join(f"## {title}\n\n" + "\n\n".join(groups[title]) for title in titles)


def _covered(
    solutions: Solutions, cover: Cover, shown: dict[tuple[str, str], str], topic: str
) -> Iterator[str]:
    """Links to lesson and exercise, and the code, folded; code that stands above is linked."""
    phase, exercise = cover.phase, cover.exercise
    page = f"/phases/{phase.slug}.md"
    section, code = _section(solutions, phase, cover.section)
    links = f"Taught in [phase {phase.number}, {section}]({page}#{cover.section})"
    title = f"Code: `{code.partition(' ')[2]}`"
    if exercise:
        tests = tests_of(solutions, phase, exercise)
        if cover.test not in tests:
            raise unknown("test", cover.test, tests, f"exercise {exercise.id}, which {topic} names")
        path, requirement = tests[cover.test]
        anchor = _anchor(exercise, cover.test)
        links += f", practised in [{exercise.id} {_prose(exercise.title)}]({page}#{anchor})"
        told = requirement.replace("\n* ", " ")
        code, title = f"{phase.number} {path}::{cover.test}", f"Test: {told}"
    first = shown.setdefault((phase.number, code), topic)
    if not code or first == topic:
        yield f"{links}."
    else:
        yield f"{links}; the code stands at [{first}](#{first})."
    if code and first == topic:
        yield _box("??? code", title, listing(solutions, code))


@lru_cache(maxsize=64)
def _sections(solutions: Solutions, slug: str) -> Mapping[str, tuple[str, str]]:
    """Each section of a lesson by its anchor: its title, and the first listing in it, if any."""
    path = solutions.folder.parent / "docs" / "phases" / f"{slug}.md"
    if not path.is_file():
        return {}
    page = path.read_text(encoding="utf-8")
    lines, found = page.splitlines(), lesson.headings(page)
    sections = {}
    for index, heading in enumerate(found):
        end = found[index + 1].line - 1 if index + 1 < len(found) else len(lines)
        names = (DIRECTIVE.match(line) for line in lines[heading.line : end])
        first = next((m["rest"] for m in names if m and m["name"] == "listing"), "")
        sections[heading.id] = (heading.title, first)
    return sections


def _section(solutions: Solutions, phase: Phase, anchor: str) -> tuple[str, str]:
    return _sections(solutions, phase.slug).get(anchor, (anchor, ""))


def _own(solutions: Solutions, phase: Phase) -> Tree:
    """The files of a phase's solution that somebody wrote and a person can read."""
    tree = solutions.solution(phase)
    return {p: c for p, c in tree.items() if c.strip() and p not in DERIVED and b"\0" not in c}


def _places(exercise: Exercise) -> str:
    """The files to edit, each with the names to write there."""
    names: dict[str, list[str]] = {path: [] for path in exercise.files}
    for symbol in exercise.solves:
        path, name, pointer = split_symbol(symbol)
        node = pointer.strip("/").replace("/", " > ").replace("~1", "/").replace("~0", "~")
        names[path] += filter(None, (name, node))
    places = (
        f"`{path}`" + (f" ({', '.join(f'`{name}`' for name in found)})" if found else "")
        for path, found in names.items()
    )
    return f"You write: {'; '.join(places)}."


def _anchor(exercise: Exercise, test: str) -> str:
    return f"{exercise.id}-{test}"


def _slug(path: str) -> str:
    return re.sub(r"[^a-z0-9]", "-", path.lower())


def _lines(content: bytes) -> str:
    count = len(content.splitlines())
    return "1 line" if count == 1 else f"{count} lines"


def _text(content: bytes) -> str:
    return content.decode(errors="replace")


def _indent(text: str, by: int) -> str:
    return "\n".join(" " * by + line if line else line for line in text.split("\n"))


def _box(kind: str, title: str, *parts: str) -> str:
    """An admonition (`!!! kind`) or a folded one (`??? kind`)."""
    quoted = _prose(title).replace('"', "&quot;")
    return f'{kind} "{quoted}"\n\n' + _indent("\n\n".join(parts), 4)


def _prose(text: str) -> str:
    """Plain text as Markdown: nothing but code between backticks is markup."""
    parts = re.split(r"(`+[^`]+`+)", text)
    for index in range(0, len(parts), 2):
        parts[index] = re.sub(r"([\\*_\[\]])", r"\\\1", parts[index]).replace("<", "&lt;")
    return "".join(parts)


def _fence(code: str, path: str, title: str = "") -> str:
    suffix = Path(path).suffix
    language = LANGUAGES.get(suffix, suffix.removeprefix("."))
    ticks = "`" * (max([2, *map(len, re.findall(r"`+", code))]) + 1)
    label = f' title="{title}"' if title else ""
    return f"{ticks} {{ .{language}{label} }}\n{code.rstrip()}\n{ticks}"


DIRECTIVES: Mapping[str, Callable[[Solutions, str], str]] = {
    "listing": listing,
    "exercise": exercise_box,
    "mistakes": mistakes,
    "changes": changes,
    "solution": solution,
    "phases": phases,
    "roadmap": roadmap,
}
