"""Where an exercise stands in its lesson."""

import re
from dataclasses import dataclass
from pathlib import Path

from course.model import Exercise, Phase
from course.workspace import Course


@dataclass(frozen=True, slots=True)
class Place:
    """A heading of a lesson."""

    file: Path
    heading: str
    line: int

    def told(self, root: Path) -> str:
        """`docs/phases/04-fastapi.md, "Create a product"`."""
        return f'{self.file.relative_to(root).as_posix()}, "{self.heading}"'


def place(course: Course, phase: Phase, exercise: Exercise) -> Place:
    """The section of the lesson that an exercise belongs to; its beginning if there is none."""
    file = course.root / "docs" / "phases" / f"{phase.slug}.md"
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        lines = []
    for number, text in enumerate(lines, 1):
        heading = re.fullmatch(r"#{1,6} +(.+?)(?: +\{.*\})?", text.rstrip())
        if heading and (slug(heading[1]) == exercise.lesson or f"#{exercise.lesson} " in text):
            return Place(file, heading[1].replace("`", ""), number)
    words = exercise.lesson.replace("-", " ")
    return Place(file, words[:1].upper() + words[1:], 1)


def slug(heading: str) -> str:
    """What a heading is called in an address, as Python-Markdown makes it."""
    kept = re.sub(r"[^\w\s-]", "", heading).strip().lower()
    return re.sub(r"[-\s]+", "-", kept)
