"""A small course, made in a folder, for tests of the engine."""

from pathlib import Path
from textwrap import dedent

from course.workspace import Course

MANIFEST = """\
title = "Shop"
summary = "A shop."
minutes = 5
kind = "library"

[[exercise]]
id = "{number}.1"
title = "Double"
solves = ["app/calc.py::double"]
lesson = "double"
hints = ["Multiply."]
"""
CALC = '''\
"""Numbers."""


def double(x: int) -> int:
    """Twice x."""
    return 2 * x
'''
TEST = '''\
"""4.1 Double."""

from app.calc import double


def test_it_doubles():
    """2 becomes 4."""
    assert double(2) == 4
'''


def make(root: Path, files: dict[str, str] | None = None) -> Course:
    """Write solutions/ with phase 04 of one exercise, and more files, and look at it."""
    return write(
        root,
        {
            "04-shop/phase.toml": MANIFEST.format(number=4),
            "04-shop/app/calc.py": CALC,
            "04-shop/tests/test_4_1_double.py": TEST,
        }
        | (files or {}),
    )


def write(root: Path, files: dict[str, str]) -> Course:
    """Write files below solutions/, and look at the course afresh."""
    for path, text in files.items():
        target = root / "solutions" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(dedent(text).encode())
    return Course(root)
