"""A new phase: the smallest that passes the proofs, to be written over."""

import re
import unicodedata
from pathlib import Path

from course.errors import CourseError
from course.model import Phase
from course.solutions import Solutions


def create(solutions: Solutions, docs: Path, number: str, parent: Phase, title: str) -> list[Path]:
    """Write a phase's folder, lesson and solution page; answers the files written.

    Raises: CourseError for a number that is taken or not above the parent's.
    """
    if not re.fullmatch(r"\d\d", number):
        raise CourseError(f"{number!r} is no phase number.", "Write two digits: 12.")
    if number in solutions.slugs:
        raise CourseError(f"Phase {solutions.slugs[number]} exists.", "Take another number.")
    if number <= parent.number:
        raise CourseError(f"{number} is not after {parent.number}.", "Take a larger number.")
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", plain.lower())) or "phase"
    slug, module = f"{number}-{words}", words.replace("-", "_")
    first = f"{int(number)}.1"
    files = {
        folder: text.format(
            title=title, number=number, slug=slug, module=module, first=first,
            test_id=first.replace(".", "_"), parent=parent.number, parent_slug=parent.slug,
            parent_title=parent.title, kind=parent.kind, app=parent.app,
        )
        for folder, text in _FILES.items()
    }  # fmt: skip
    written = []
    for name, text in files.items():
        place = name.format(module=module, first=first, test_id=first.replace(".", "_"))
        pages = {"lesson": docs, "solution": docs.parent / "solutions"}
        path = pages[name] / f"{slug}.md" if name in pages else solutions.folder / slug / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8")
        written.append(path)
    return written


_ANSWER = '''
def slug_of(name: str) -> str:
    """The name in lower case, its words joined by hyphens."""
    return {body}
'''

_FILES = {
    "phase.toml": """
title = "{title}"
summary = "{title}: to be written."
minutes = 120
after = "{parent}"
kind = "{kind}"
app = "{app}"

[[exercise]]
id = "{first}"
title = "Make a slug"
solves = ["app/{module}.py::slug_of"]
lesson = "make-a-slug"
hints = [
  "Two things are asked: lower case, and hyphens between the words.",
  "`str.split` without an argument takes any run of spaces as one.",
  'Join the words: `"-".join(…)`.',
]
""",
    "app/{module}.py": '''
"""{title}."""


def slug_of(name: str) -> str:
    """The name in lower case, its words joined by hyphens."""
    return "-".join(name.lower().split())
''',
    "tests/test_{test_id}_make_a_slug.py": '''
"""{first} Make a slug."""

from app.{module} import slug_of


def test_words_are_joined_by_hyphens():
    """The words of a name are joined by one hyphen each."""
    assert slug_of("blue  mug") == "blue-mug"


def test_a_slug_is_lower_case():
    """Capital letters become small ones."""
    assert slug_of("Mug") == "mug"
''',
    "answers/wrong/{first}-one-hyphen-a-space/answer.toml": """
says = "Each space becomes a hyphen, so two spaces become two."
fails = "test_words_are_joined_by_hyphens"
""",
    "answers/wrong/{first}-one-hyphen-a-space/app/{module}.py": _ANSWER.replace(
        "{body}", 'name.lower().replace(" ", "-")'
    ),
    "answers/wrong/{first}-keeps-capitals/answer.toml": """
says = "The capital letters stay."
fails = "test_a_slug_is_lower_case"
""",
    "answers/wrong/{first}-keeps-capitals/app/{module}.py": _ANSWER.replace(
        "{body}", '"-".join(name.split())'
    ),
    "answers/right/{first}-regular-expression/answer.toml": """
says = "Exchanges runs of spaces by a regular expression."
""",
    "answers/right/{first}-regular-expression/app/{module}.py": "import re\n\n"
    + _ANSWER.replace("{body}", 're.sub(r"\\s+", "-", name.strip()).lower()'),
    "answers/right/{first}-a-loop/answer.toml": """
says = "Collects the words in a comprehension."
""",
    "answers/right/{first}-a-loop/app/{module}.py": _ANSWER.replace(
        "{body}", '"-".join(word.lower() for word in name.split())'
    ),
    "lesson": """
# {title}

## What you will have

## Before you start

[Phase {parent}]({parent_slug}.md), {parent_title}.

## Make a slug

::: exercise {first}

## By hand

## What changed

::: changes {number}

## Common mistakes

::: mistakes {number}

## Check yourself

## What changed lately

## Further reading
""",
    "solution": """
---
search:
  exclude: true
---
# Solution of phase {number}

The phase with its exercises solved. It is one good answer of several: the tests \
accept others. Try the exercises of [the lesson](../phases/{slug}.md) first.

::: solution {number}
""",
}
