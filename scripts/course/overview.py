"""The path so far. Written without Rich, because `course status` must answer at once."""

import json
import os
import shutil
import sys
from dataclasses import dataclass
from typing import Any

from course.model import Exercise, Phase
from course.progress import Progress, load
from course.workspace import Course, find_root

GREEN, BOLD, DIM = "32", "1", "2"
LAST_CORE_PHASE = "11"


@dataclass(frozen=True, slots=True)
class Style:
    """How much a terminal can show."""

    colour: bool
    symbols: bool

    def __call__(self, text: str, code: str) -> str:
        """Text in a colour, or as it is."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


def show(*, plain: bool, as_json: bool) -> None:
    """Print the path so far: `course status`."""
    course = Course(find_root())
    found = load(course.state_folder)
    if as_json:
        sys.stdout.write(json.dumps(to_json(course, found)) + "\n")
    else:
        sys.stdout.write(as_text(course, found, style_of_terminal(plain=plain)) + "\n")


def first_open(course: Course, progress: Progress, inside: Phase | None = None) -> Exercise | None:
    """The first exercise that has not passed: of one phase, or of the course.

    The course is searched from the phase that was worked on last, its beginning after its end.
    """
    phases = list(course.phases.values())
    last = next((i for i, phase in enumerate(phases) if phase.slug == progress.last), 0)
    searched = [inside] if inside else phases[last:] + phases[:last]
    found = (e for phase in searched for e in phase.exercises if not progress.passed.get(e.id))
    return next(found, None)


def is_done(phase: Phase, progress: Progress) -> bool:
    """Whether all of a phase has passed, its extra levels left out."""
    return all(progress.passed.get(e.id) for e in phase.exercises if not e.level)


def core_is_done(course: Course, progress: Progress) -> bool:
    """Whether the path of the core phases has been walked to its end."""
    core = [phase for phase in course.phases.values() if phase.number <= LAST_CORE_PHASE]
    return LAST_CORE_PHASE in course.phases and all(is_done(phase, progress) for phase in core)


def to_json(course: Course, progress: Progress) -> dict[str, Any]:
    """For programs: `course status --json`."""
    following = first_open(course, progress)
    return {
        "phases": [
            {
                "phase": phase.slug,
                "title": phase.title,
                "exercises": [
                    {"id": e.id, "title": e.title, "passed": progress.passed.get(e.id, False)}
                    for e in phase.exercises
                ],
                "checkpoint": progress.checkpoints.get(phase.slug),
            }
            for phase in course.phases.values()
        ],
        "next": following.id if following else None,
        "core_done": core_is_done(course, progress),
        "notice": progress.notice or None,
    }


def as_text(course: Course, progress: Progress, style: Style) -> str:
    """For people: a line a phase, and what is next."""
    lines = [progress.notice, ""] if progress.notice else []
    following = first_open(course, progress)
    phases = list(course.phases.values())
    everything = [e for phase in phases for e in phase.exercises]
    done = sum(progress.passed.get(e.id, False) for e in everything)
    lines += [style(f"{done} of {len(everything)} exercises passed", BOLD), ""]
    room = max((len(phase.title) for phase in phases), default=0)
    for phase in phases:
        lines.append(_phase_line(phase, progress, following, room, style))
    lines.append("")
    if core_is_done(course, progress):
        lines += [style("The core path is done.", BOLD)]
        lines += [f"  course summary  {style('what you have built and practised', DIM)}", ""]
    if following is None:
        return "\n".join([*lines, "Everything that there is has passed."])
    number = course.phase(following.id).number
    lines.append(f"Next: {style(f'{following.id} {following.title}', BOLD)}")
    lines += [
        f"  course watch {number:<6} {style('checks at every save', DIM)}",
        f"  course hint {following.id:<7} {style('the next hint', DIM)}",
    ]
    return "\n".join(lines)


def _phase_line(
    phase: Phase, progress: Progress, following: Exercise | None, room: int, style: Style
) -> str:
    states = [progress.passed.get(e.id, False) for e in phase.exercises]
    current = following in phase.exercises
    arrow = "▸" if style.symbols else ">"
    counted = f"{sum(states)} of {len(states)}" if states else "no exercises"
    marks = "".join(style("✓", GREEN) if s else style("○", DIM) for s in states)
    title = f"{phase.title:<{room}}"
    text = f"{arrow if current else ' '} {phase.number}  {style(title, BOLD if current else '')}"
    text += f"  {counted:<8}"
    if style.symbols and states and room + len(states) + 20 < shutil.get_terminal_size().columns:
        text += f" {marks}"
    if phase.slug in progress.checkpoints:
        text += "  checkpoint"
    return text.rstrip()


def style_of_terminal(*, plain: bool) -> Style:
    """What standard output can show, and the person wants to see (https://no-color.org)."""
    encoding = sys.stdout.encoding or "ascii"
    symbols = not plain and "utf" in encoding.lower()
    wanted = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return Style(colour=symbols and wanted and os.environ.get("TERM") != "dumb", symbols=symbols)
