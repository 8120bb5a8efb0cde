"""How the learner's commands look: the only module that imports Rich.

Every mark has a word that takes its place with `--plain`, so that neither colour nor symbol is
needed to understand anything.
"""

import re
import sys
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from course.explain import Failure, Frame
from course.model import Exercise, Phase
from course.overview import style_of_terminal
from course.reading import place
from course.verdict import ExerciseVerdict, TestVerdict, Verdict
from course.workspace import Course

if TYPE_CHECKING:
    from course.compare import Comparison

WIDEST = 88
MARKS = {
    "passed": ("✓", "green"),
    "failed": ("✗", "red"),
    "open": ("○", "dim"),
    "unverified": ("-", "dim"),
}
OUTPUT_LINES = 12


class Screen:
    """Standard output: as wide as the terminal, in colour where it has some."""

    def __init__(self, *, plain: bool) -> None:
        self.plain = not style_of_terminal(plain=plain).symbols
        width = None if sys.stdout.isatty() else WIDEST
        self.console = Console(width=width, no_color=plain or None, highlight=False)
        self.interactive = self.console.is_terminal and not plain

    @property
    def width(self) -> int:
        """Columns, not more than a person likes to read."""
        return min(self.console.width, WIDEST)

    def as_text(self, *parts: RenderableType) -> str:
        """What is to be printed, without blanks at the ends of lines."""
        with self.console.capture() as capture:
            self.console.print(Group(*parts), width=self.width)
        return re.sub(r"(?m)[ ]+((?:\x1b\[[0-9;]*m)*)$", r"\1", capture.get())

    def show(self, *parts: RenderableType) -> None:
        """Print."""
        self.console.file.write(self.as_text(*parts))
        self.console.file.flush()

    def redraw(self, text: str) -> None:
        """Print in the place of all that is on the screen, in one go."""
        self.console.file.write(f"\x1b[H\x1b[2J{text}")
        self.console.file.flush()

    def mark(self, state: str) -> Text:
        """`✓`, or "passed" with --plain."""
        symbol, style = MARKS[state]
        return Text(f"{state:<6}" if self.plain else symbol, style=style)


def clean(text: str) -> Text:
    """Text of the learner's program: escape sequences and control characters are taken out."""
    text = re.sub(r"\x1b(\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|.)", "", text)
    return Text(re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text), overflow="fold")


def state_of(judged: ExerciseVerdict) -> str:
    """In words: `passed`, `not written yet`, `1 of 3`."""
    if judged.passed:
        return "passed"
    if is_blank(judged):
        return "not written yet"
    if not judged.first_failed:
        return "not verified here"
    return f"{sum(test.passed for test in judged.tests)} of {len(judged.tests)}"


def is_blank(judged: ExerciseVerdict) -> bool:
    """Whether nothing is written yet: every test that failed met the blank."""
    failures = [test.failure for test in judged.tests if test.failed]
    return bool(failures) and all(failure and failure.blank for failure in failures)


def verdict(
    screen: Screen, course: Course, found: Verdict, hint: str, *, short: bool = False
) -> list[RenderableType]:
    """A verdict: the first failing exercise (or the only one) in full, the others a line each.

    `hint` says how the next hint is to be had; `short` is for a low window.
    """
    parts: list[RenderableType] = [Text(f"Note: {note}", style="yellow") for note in found.notices]
    parts += [Text()] if parts else []
    if found.broken:
        return [*parts, *_broken(found.phase, found.broken)]
    alone = found.exercises[0] if len(found.exercises) == 1 else None
    in_full = found.first_failed or alone
    others = [e for e in found.exercises if e is not in_full]
    parts += [line(screen, e.exercise, state_of(e)) for e in others]
    parts += [Text()] if others and in_full else []
    if in_full:
        parts += exercise(screen, course, found.phase, in_full, hint, short=short)
    if found.points and len(found.exercises) > 1:
        parts += [Text(), Text(points(found), style="bold")]
    return parts


def points(found: Verdict) -> str:
    """`Points: 83 of 100 (core 62 of 62, security 7 of 14)`."""
    reached, possible = (sum(pair) for pair in zip(*found.points.values(), strict=True))
    levels = ", ".join(f"{level} {r} of {p}" for level, (r, p) in found.points.items())
    return f"Points: {reached} of {possible} ({levels})"


def line(screen: Screen, found: Exercise, state: str, style: str = "") -> RenderableType:
    """An exercise in one line; `state` is in words."""
    marks = {"not written yet": "open", "not verified here": "unverified"}
    mark = state if state in MARKS else marks.get(state, "failed")
    told = "" if state in MARKS else state
    title = Text(f"{found.id}  {found.title}", style=style)
    return _row(title, Text(told, style="dim"), screen.mark(mark))


def _row(left: Text, right: Text, *mark: Text) -> RenderableType:
    """Something at both ends of a line, after a mark."""
    grid = Table.grid(padding=(0, 1), expand=True)
    for _ in mark:
        grid.add_column(no_wrap=True)
    grid.add_column(ratio=1)
    grid.add_column(justify="right", no_wrap=True)
    grid.add_row(*mark, left, right)
    return grid


def exercise(
    screen: Screen,
    course: Course,
    phase: Phase,
    judged: ExerciseVerdict,
    hint: str,
    *,
    short: bool = False,
) -> list[RenderableType]:
    """An exercise in full: its requirements, and why the first that is not met is not.

    `short` leaves the other requirements out.
    """
    blank = is_blank(judged)
    failed = [test for test in judged.tests if test.failed]
    title = Text(f"{judged.exercise.id} {judged.exercise.title}", style="bold")
    state = Text(state_of(judged), style="green" if judged.passed else "dim")
    parts: list[RenderableType] = [_row(title, state)]
    for test in failed[:1] if short and not blank else judged.tests:
        grid = Table.grid(padding=(0, 1))
        grid.add_row(screen.mark(mark_of(test)), requirement(test))
        if test.unverified:
            grid.add_row("", Text(test.unverified, style="dim"))
        parts.append(Padding(grid, (0, 0, 0, 2)))
    if not failed:
        return parts
    place_of = place(course, phase, judged.exercise)
    rows = [("Read", Text(place_of.told(course.root))), ("Hint", Text(hint))]
    if blank:
        files = [Text(f"phases/{phase.slug}/{file}") for file in judged.exercise.files]
        rows = [*zip(["Write", *[""] * len(files)], files, strict=False), *rows]
    else:
        parts += [Text(), *_failure(phase, failed[0])]
        if len(failed) > 1:
            rows.insert(0, ("Shown", Text(f"1 of {len(failed)} failures")))
    return [*parts, Text(), labelled(rows, indent=2)]


def mark_of(test: TestVerdict) -> str:
    """How a requirement is marked, one of MARKS."""
    if test.passed:
        return "passed"
    if not test.failed:
        return "unverified"
    return "open" if test.failure and test.failure.blank else "failed"


def requirement(test: TestVerdict) -> Text:
    """What a test asks, code in it set off."""
    text = Text(test.requirement or test.id.replace("_", " "))
    text.highlight_regex(r"`[^`]+`", "cyan")
    return text


def labelled(rows: Iterable[tuple[str, Text]], indent: int = 4) -> RenderableType:
    """Labels in one column, what they mean beside them."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(style="dim", min_width=10, no_wrap=True)
    grid.add_column(overflow="fold")
    for label, value in rows:
        grid.add_row(label, value)
    return Padding(grid, (0, 0, 0, indent))


def _failure(phase: Phase, test: TestVerdict) -> list[RenderableType]:
    failure = test.failure or Failure(message="It was not run.", note="It was not run.")
    parts: list[RenderableType] = []
    if failure.blank:
        failure = Failure(message="", note=failure.message, frame=failure.frame)
    note = failure.note or ("" if failure.expected or failure.detail else failure.message)
    if note:
        parts.append(Padding(clean(note), (0, 0, 0, 4)))
    parts += [Padding(clean(text), (0, 0, 0, 4)) for text in failure.detail]
    rows = [("sent", failure.sent), ("expected", failure.expected), ("received", failure.received)]
    seen = [(label, clean(text)) for label, text in rows if text]
    if failure.frame:
        frame = failure.frame
        inside = f", in {frame.function}" if frame.function not in {"", "<module>"} else ""
        seen.append(("your code", _where(phase, frame) + inside))
        if frame.code:
            seen.append(("", clean(f"  {frame.code}")))
    if seen:
        parts += [Text()] if parts else []
        parts.append(labelled(seen))
    more = [(("Before" if i == 0 else ""), clean(story)) for i, story in enumerate(failure.before)]
    if failure.curl:
        more.append(("Try it", clean(failure.curl)))
    if more:
        parts += [Text(), labelled(more)]
    if test.output.strip():
        parts += [Text(), *printed(test.output)]
    return parts


def _where(phase: Phase, frame: Frame) -> Text:
    """A place in the form that editors' terminals open by a click."""
    return Text(f"phases/{phase.slug}/{frame.file}:{frame.line}")


def printed(output: str) -> list[RenderableType]:
    """What the learner's program printed, its last lines."""
    lines = clean(output.strip("\n")).plain.splitlines()
    left_out = len(lines) - OUTPUT_LINES
    if left_out > 0:
        lines = [f"… {left_out} lines before", *lines[-OUTPUT_LINES:]]
    body = Text("\n".join(lines), overflow="fold")
    head = Text("Your program printed", style="dim")
    return [Padding(head, (0, 0, 0, 4)), Padding(body, (0, 0, 0, 6))]


def _broken(phase: Phase, failure: Failure) -> list[RenderableType]:
    frame = failure.frame
    parts: list[RenderableType] = [
        Text("Python cannot read your code yet, so no exercise was judged.", style="bold"),
        Text(),
    ]
    rows = [("", clean(failure.note or failure.message))]
    if frame:
        rows = [("where", _where(phase, frame))]
        rows += [("code", clean(frame.code))] if frame.code else []
        rows += [("why", clean(failure.note or failure.message))]
    return [*parts, labelled(rows, indent=2)]


def comparison(screen: Screen, found: "Comparison") -> list[RenderableType]:
    """The learner's code beside the reference, and the other right answers."""
    title = f"{found.exercise.id} {found.exercise.title}"
    parts: list[RenderableType] = [Text(title, style="bold"), Text()]
    if not found.differences:
        parts += [Padding(Text("Yours is the reference, word for word."), (0, 0, 0, 2)), Text()]
    for text in found.differences:
        parts += [_code(screen, text, "diff"), Text()]
    for says, files in found.others:
        parts += [Padding(Text(f"Also right: {says}"), (0, 0, 0, 2)), Text()]
        parts += [part for text in files.values() for part in (_code(screen, text), Text())]
    return parts


def _code(screen: Screen, text: str, lexer: str = "python") -> RenderableType:
    text = text.strip("\n")
    if not screen.interactive:
        return Text(text, overflow="fold")
    from rich.syntax import Syntax

    code = Syntax(text, lexer, theme="ansi_dark", background_color="default", word_wrap=True)
    return Padding(code, (0, 0, 0, 2))


def header(title: str, told: str) -> RenderableType:
    """A line with something at both ends."""
    return _row(Text(title, style="dim"), Text(told, style="dim"))


def passed(screen: Screen, text: str) -> RenderableType:
    """Something that is done."""
    return _row(Text(text), Text(), screen.mark("passed"))


def titled(title: str, text: str) -> RenderableType:
    """A paragraph under a title."""
    return Group(Text(title, style="bold"), Padding(clean(text), (0, 0, 0, 2)))


def footer(screen: Screen, keys: Mapping[str, str], state: str) -> RenderableType:
    """What goes on, and which keys do what; a key and its meaning are not torn apart."""
    text = Text(f"{state}\n", style="dim")
    room = 0
    for key, meaning in keys.items():
        needed = len(key) + len(meaning) + 3
        if room and room + needed > screen.width:
            text.append("\n")
            room = 0
        text.append(key, style="bold not dim").append(f" {meaning}  ")
        room += needed
    return text
