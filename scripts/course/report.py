"""Pages that a learner can show: one file each, without scripts, fonts or anything from elsewhere.

They are read by people, by screen readers and on paper: headings in order, tables with headers,
no meaning by colour alone.
"""

import getpass
import re
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from html import escape
from pathlib import Path

from course.errors import CourseError
from course.summary import Built, Summary
from course.verdict import ExerciseVerdict, TestVerdict, Verdict
from course.workspace import Course

STYLE = """
:root { color-scheme: light dark; --line: #6b7280; --good: #0a665d; --bad: #a11212; }
@media (prefers-color-scheme: dark) { :root { --good: #66d1c3; --bad: #ff9b9b; } }
body { font: 1rem/1.55 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto;
  padding: 0 1rem; }
h1 { font-size: 1.7rem; line-height: 1.2; } h2 { font-size: 1.25rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; margin: 0.8rem 0; }
caption { text-align: left; font-weight: 600; padding: 0.3rem 0; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.6rem;
  border-bottom: 1px solid var(--line); }
td:last-child, th:last-child { text-align: right; white-space: nowrap; }
tbody th span { font-weight: 400; } li { margin: 0.4rem 0; }
.passed { color: var(--good); } .failed { color: var(--bad); }
.why { display: block; font-size: 0.9rem; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1rem; }
dt { font-weight: 600; } dd { margin: 0; overflow-wrap: anywhere; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; color: #000; }
  h2, tr, li { break-inside: avoid; } h2, h3 { break-after: avoid; } }
"""


def page(title: str, facts: Iterable[tuple[str, str]], body: str) -> str:
    """A whole page: its title, facts as a list of terms, and what follows."""
    told = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>\n" for name, value in facts)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{escape(title)}</h1>
<dl>
{told}</dl>
{body}
</main>
</body>
</html>
"""


def table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table; cells are HTML already, the first of each row is its header."""
    top = "".join(f'<th scope="col">{escape(head)}</th>' for head in heads)
    lines = []
    for first, *others in rows:
        cells = "".join(f"<td>{cell}</td>" for cell in others)
        lines.append(f'<tr><th scope="row">{first}</th>{cells}</tr>')
    return (
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{top}</tr></thead>\n"
        f"<tbody>\n{chr(10).join(lines)}\n</tbody>\n</table>"
    )


def of_verdict(course: Course, judged: Verdict, name: str, url: str = "") -> str:
    """The report of one check: who, when, what was checked, points, what failed."""
    where = course.folder(judged.phase).relative_to(course.root).as_posix()
    tests = [test for each in judged.exercises for test in each.tests]
    passed = sum(test.passed for test in tests)
    facts = [
        ("Name", name),
        ("Date", datetime.now().astimezone().strftime("%d %B %Y, %H:%M %Z")),
        ("Checked", f"{url or where}, by {len(tests)} requirements"),
        ("Result", f"{passed} of {len(tests)} requirements are met"),
    ]
    if len(judged.exercises) < len(judged.phase.exercises):
        facts.append(("Part", ", ".join(each.exercise.id for each in judged.exercises)))
    parts = []
    if judged.points:
        reached, possible = (sum(pair) for pair in zip(*judged.points.values(), strict=True))
        facts.append(("Points", f"{reached} of {possible}"))
        rows = [[escape(k.capitalize()), f"{r} of {p}"] for k, (r, p) in judged.points.items()]
        parts += ["<h2>Points</h2>", table("Points by level", ["Level", "Points"], rows)]
    if judged.broken:
        parts.append(f"<p>Nothing could be judged: {escape(judged.broken.message)}</p>")
    parts += [_of_exercise(each) for each in judged.exercises]
    return page(f"{judged.phase.title}: report", facts, "\n".join(parts))


def _of_exercise(judged: ExerciseVerdict) -> str:
    passed, worth = sum(test.passed for test in judged.tests), judged.exercise.points
    counted = f"{passed} of {len(judged.tests)} requirements"
    if worth:
        counted += f", {worth * passed} of {worth * len(judged.tests)} points"
    title = f"{judged.exercise.id} {judged.exercise.title}"
    rows = [[_requirement(test), _state(test)] for test in judged.tests]
    return f"<h2>{escape(title)}</h2>\n" + table(counted, ["Requirement", "Result"], rows)


def _requirement(test: TestVerdict) -> str:
    text = re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(test.requirement or test.id))
    told = f"<span>{text}</span>".replace("\n* ", "<br>• ")
    return told if test.passed else f'{told}<span class="why">{escape(test.message)}</span>'


def _state(test: TestVerdict) -> str:
    if not test.passed and not test.failed:
        return "not verified here"
    state = "passed" if test.passed else "failed"
    return f'<span class="{state}">{"✓" if test.passed else "✗"} {state}</span>'


def of_summary(found: Summary, name: str) -> str:
    """What somebody has built and practised, phase by phase."""
    facts = [
        ("Name", name),
        ("Date", datetime.now().astimezone().strftime("%d %B %Y")),
        ("Path", "The core path is done." if found.core_done else "On the way."),
        ("In short", found.headline),
    ]
    rows = [
        [
            f'{escape(_named(each))}<span class="why">{escape(each.phase.summary)}</span>',
            f"{len(each.exercises)} of {len(each.phase.exercises)}",
        ]
        for each in found.built
    ]
    parts = ["<h2>What was built</h2>", table("Phases", ["Phase", "Exercises"], rows)]
    parts.append("<h2>What was practised</h2>")
    for each in found.built:
        items = "\n".join(
            f"<li><strong>{escape(title)}</strong><br>{escape('; '.join(topics))}</li>"
            for title, topics in each.exercises.items()
        )
        parts.append(f"<h3>{escape(_named(each))}</h3>\n<p>{each.state}</p>\n<ul>\n{items}\n</ul>")
    return page("APIs in Python: what I have built", facts, "\n".join(parts))


def _named(found: Built) -> str:
    return f"{found.phase.number} {found.phase.title}"


def write(path: Path, text: str) -> None:
    """Write a page.

    Raises: CourseError when that is not possible.
    """
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CourseError(f"{path} cannot be written: {error.strerror}.") from None


def whoever(course: Course) -> str:
    """Who works here: the name that git knows, else the system's."""
    with suppress(OSError):  # no git
        done = subprocess.run(
            ["git", "config", "user.name"],
            cwd=course.root,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if name := done.stdout.strip():
            return name
    with suppress(OSError, KeyError, ImportError):  # no such user, no users
        return getpass.getuser()
    return "unknown"
