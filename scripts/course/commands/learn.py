"""Commands of learners."""

from typing import Annotated

import typer

from course.commands import Json, app, print_json, say
from course.workspace import Course, find_root

LEARNERS = "For learners"


@app.command(rich_help_panel=LEARNERS)
def check(
    phase: Annotated[str, typer.Argument(help="A phase: 04 or 04-fastapi.")],
    *,
    exercise: Annotated[str, typer.Option("--exercise", "-e", help="This one only.")] = "",
    as_json: Json = False,
) -> None:
    """Judge what you have written.

    Example: course check 04 -e 4.3
    """
    from course.check import check as judge

    course = Course(find_root())
    found = course.phase(phase)
    chosen = [found.exercise(exercise)] if exercise else None
    verdict = judge(course, found, chosen)
    if as_json:
        print_json(verdict.to_json())
    else:
        for judged in verdict.exercises:
            say(f"{judged.exercise.id} {judged.exercise.title}: {judged.passed}")
            for test in judged.tests:
                say(f"   {test.passed} {test.requirement} {test.message}")
    raise typer.Exit(0 if verdict.passed else 1)
