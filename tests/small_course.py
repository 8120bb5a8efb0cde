"""A course of two small phases in a folder, so that tests do not depend on the real ones."""

from pathlib import Path
from textwrap import dedent

FILES = {
    "solutions/00-plain/phase.toml": """
        title = "Plain code"
        summary = "Numbers, doubled."
        minutes = 90
        kind = "library"

        [topics]
        "a.0.2" = "what-doubling-is"

        [[exercise]]
        id = "0.1"
        title = "Double a *number*"
        solves = ["app/calc.py::double"]
        lesson = "double-a-number"
        hints = ["Think of `2 * x`.", "Look at <operators>.", "It is one line."]

        [exercise.topics]
        "a.0.1" = "test_it_doubles"
        """,
    "solutions/00-plain/app/calc.py": '''
        """Arithmetic."""


        def double(x: int) -> int:
            """Twice a number."""
            return 2 * x


        class Box:
            """Holds a number."""

            def get(self) -> int:
                """Read it.

                ```
                Box().get()
                ```
                """
                return 1
        ''',
    "solutions/00-plain/app/old.py": "GONE = 1\n",
    "solutions/00-plain/tests/test_0_1_double.py": '''
        """0.1 Double a number."""

        from app.calc import double


        def test_it_doubles():
            """`double(2)` answers 4, and <any> number_of others."""
            assert double(2) == 4


        def test_zero_stays():
            """Twice 0 is 0."""
            assert double(0) == 0
        ''',
    "solutions/00-plain/answers/wrong/0.1-squares/answer.toml": """
        says = "The number is squared: 2 hides it, 3 * 3 does not."
        fails = "test_it_doubles"
        """,
    "solutions/00-plain/answers/wrong/0.1-squares/app/calc.py": """
        def double(x: int) -> int:
            return x * x
        """,
    "solutions/01-more/phase.toml": """
        title = "More code"
        summary = "Halves, too."
        minutes = 20
        after = "00"
        kind = "library"
        dependencies = ["fastapi"]
        removes = ["app/old.py"]

        [[exercise]]
        id = "1.1"
        title = "Halve"
        solves = ["app/half.py::halve"]
        lesson = "halve"
        hints = ["Divide."]

        [exercise.topics]
        "a.1.1" = "test_it_halves"
        """,
    "solutions/01-more/app/half.py": '''
        """Division."""


        def halve(x: int) -> int:
            """Half of an even number."""
            return x // 2
        ''',
    "solutions/01-more/app/calc.py": '''
        """Arithmetic."""


        def double(x: int) -> int:
            """Twice a number."""
            return x + x
        ''',
    "solutions/01-more/app/rules.yaml": "paths:\n  /half:\n    get: {}\n  /double:\n    get: {}\n",
    "solutions/01-more/tests/test_1_1_halve.py": '''
        """1.1 Halve."""

        from app.half import halve


        def test_it_halves():
            """`halve(4)` answers 2."""
            assert halve(4) == 2
        ''',
    "docs/phases/00-plain.md": """
        # Plain code

        ## What doubling is

        ::: listing 00 app/calc.py::Box.get

        ## Double a `number`

        ::: exercise 0.1
        """,
    "docs/phases/01-more.md": "# More code\n\n## Halve\n\n::: exercise 1.1\n",
    "docs/roadmap/topics.yaml": """
        roadmaps:
          a: {page: one, title: One, summary: The first.}
        phases:
          "00": Plain code
          "01": More code
          "02": Still more
        topics:
          - {id: a.0.1, phase: "00", kind: topic, title: Doubling, section: Start, systems: []}
          - {id: a.0.2, phase: "00", kind: practice, title: Meaning, section: Start, systems: []}
          - {id: a.1.1, phase: "01", kind: topic, title: Halving, section: Later, systems: []}
          - {id: a.1.2, phase: "02", kind: topic, title: Thirds, section: Later, systems: []}
        """,
}


def write(root: Path, changes: dict[str, str] | None = None) -> Path:
    """Write the course, with some files changed or added."""
    for name, text in (FILES | (changes or {})).items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")
    return root


def edited(name: str, old: str, new: str) -> dict[str, str]:
    """One file of the course with a part of it replaced, for `write`."""
    assert old in FILES[name]
    return {name: FILES[name].replace(old, new)}
