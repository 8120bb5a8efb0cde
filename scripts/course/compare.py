"""The learner's code beside the reference and the other right answers: `course diff`."""

import difflib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from course import nodes, symbols
from course.errors import CourseError
from course.model import Exercise, Phase, split_symbol
from course.workspace import Course


@dataclass(frozen=True, slots=True)
class Comparison:
    """One exercise: how the reference differs, and what else is right."""

    exercise: Exercise
    differences: list[str]
    """A unified difference for each symbol that is not the same; - is the learner's."""
    others: Sequence[tuple[str, Mapping[str, str]]]
    """What is different about an answer, and its files."""

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "id": self.exercise.id,
            "title": self.exercise.title,
            "differences": self.differences,
            "others": [{"says": says, "files": dict(files)} for says, files in self.others],
        }


def compare(course: Course, phase: Phase, exercises: Sequence[Exercise]) -> list[Comparison]:
    """Compare exercises symbol by symbol, so that nothing else of a file disturbs.

    Raises: CourseError when this copy of the course has no solutions.
    """
    source = course.solutions.phase(phase.number)
    reference = course.solutions.solution(source)
    found = []
    for exercise in exercises:
        differences = []
        for symbol in exercise.solves:
            path = split_symbol(symbol)[0]
            mine = ""
            with suppress(OSError):
                mine = (course.folder(phase) / path).read_text(encoding="utf-8", errors="replace")
            text = _difference(symbol, mine, reference[path].decode())
            if text:
                differences.append(text)
        others = [
            (answer.says, {p: c.decode(errors="replace") for p, c in answer.files.items()})
            for answer in course.solutions.answers(source, "right")
            if answer.exercise.id == exercise.id
        ]
        found.append(Comparison(exercise, differences, others))
    return found


def _difference(symbol: str, mine: str, reference: str) -> str:
    wanted = part(symbol, reference)
    try:
        own = part(symbol, mine)
    except CourseError:  # absent under that name, or the file cannot be read: show it all
        own = "" if "::" in symbol and _parses(mine) else mine
        if own:
            wanted = reference
    lines = difflib.unified_diff(
        own.splitlines(),
        wanted.splitlines(),
        f"yours      {symbol}",
        f"reference  {symbol}",
        "",
        "",
        99,
        "",
    )
    return "\n".join(line for line in lines if not line.startswith("@@"))


def part(symbol: str, text: str) -> str:
    """The part of a file that a symbol names.

    Raises: CourseError when it has none.
    """
    path, name, pointer = split_symbol(symbol)
    if name:
        return symbols.extract(text, name, path)
    return nodes.extract(text, pointer, path) if pointer else text


def _parses(source: str) -> bool:
    try:
        symbols.Module(source, "")
    except CourseError:
        return False
    return True
