"""Commands of authors: phases/ from solutions/, the proofs, topics."""

from pathlib import Path
from typing import Annotated

import typer

from course.commands import Json, app, print_json, progress, say
from course.errors import CourseError
from course.workspace import Course, find_root

AUTHORS = "For authors"


@app.command(rich_help_panel=AUTHORS)
def build(
    *,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; say what differs.")
    ] = False,
    strict: Annotated[
        bool, typer.Option("--strict", help="With --check: fail on edited files, too.")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite edited files; copies go to .course/copies/.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Make phases/ of solutions/.

    Example: course build --check
    """
    from course.build import build as make

    course = Course(find_root())
    report = make(course, check=check, force=force)
    failed = check and (bool(report.stale) or (strict and bool(report.edited)))
    if as_json:
        print_json(report.to_json())
    else:
        for name in report.stale if check else []:
            say(f"stale    phases/{name}")
        for name in report.edited:
            say(f"edited   phases/{name}" + (" (overwritten)" if force and not check else ""))
        if report.copies:
            say(f"Copies of what was overwritten: {report.copies.relative_to(course.root)}")
        if check and report.stale:
            say("phases/ is not what solutions/ builds. Run: course build")
        elif not check:
            say(f"Built: {len(report.written)} written, {len(report.removed)} removed.")
        if report.edited and not force:
            say(f"{len(report.edited)} edited files were left as they are.")
    raise typer.Exit(1 if failed else 0)


@app.command(rich_help_panel=AUTHORS)
def prove(
    phases: Annotated[list[str] | None, typer.Argument(help="Phases; all unless told.")] = None,
    *,
    only: Annotated[
        list[str] | None, typer.Option("--only", help="Run these proofs only: starter, wrong, …")
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", help="Suites at a time; 0: as many as pay.")
    ] = 0,
    as_json: Json = False,
) -> None:
    """Run the seven proofs of phases.

    They are: starter, staircase, solution, wrong, right, continuity, text.

    Example: course prove 04
    """
    from course.prove import PROOFS
    from course.prove import prove as run_proofs

    course = Course(find_root())
    solutions = course.solutions
    chosen = [solutions.phase(name) for name in phases] if phases else [*solutions.phases.values()]
    for name in only or []:
        if name not in PROOFS:
            raise CourseError(f"There is no proof {name!r}.", f"There are: {', '.join(PROOFS)}.")
    results = run_proofs(
        solutions, course.root, chosen, only=only or PROOFS, parallel=jobs, progress=progress
    )
    progress("", last=True)
    if as_json:
        print_json(
            {"proofs": [r.to_json() for r in results], "passed": all(r.passed for r in results)}
        )
    else:
        for result in results:
            state = "passed" if result.passed else "FAILED"
            say(f"{result.phase:<18} {result.proof:<11} {state}  {result.counted}")
            for problem in result.problems:
                say(f"    {problem}")
            for note in result.unverified:
                say(f"    not verified here: {note}")
        failures = sum(not r.passed for r in results)
        say(f"{len(results) - failures} proofs passed, {failures} failed.")
    raise typer.Exit(0 if all(r.passed for r in results) else 1)


@app.command(rich_help_panel=AUTHORS)
def coverage(
    phases: Annotated[list[str] | None, typer.Argument(help="Phases; all unless told.")] = None,
    *,
    as_json: Json = False,
) -> None:
    """Hold the topics of the roadmaps against lessons and tests.

    Example: course coverage 04
    """
    from course.coverage import claimed

    solutions = Course(find_root()).solutions
    found = claimed(solutions, [solutions.phase(name) for name in phases] if phases else None)
    if as_json:
        print_json(found.to_json())
    else:
        if phases:
            for row in found.topic_rows():
                place = f"{row['exercise']} {row['test']}" if row["test"] else row["lesson"] or "-"
                say(f"{row['id']:<7} {row['kind']:<9} {row['title'][:48]:<48}  {place}")
            say()
        say(f"{'phase':<24} {'topics':>6} {'taught':>7} {'practised':>14}")
        for row in found.rows():
            practised = f"{row['practised']} of {row['counted']}"
            say(
                f"{row['phase']:<24} {row['topics']:>6} {row['taught']:>7} "
                f"{practised:>11} {row['share']:>5.0%}"
            )
        for problem in found.problems:
            say(problem)
        say(
            f"{len(found.problems)} problems."
            if found.problems
            else "All are taught; `course prove` shows that the tests that practise them hold."
        )
    raise typer.Exit(1 if found.problems else 0)


@app.command(rich_help_panel=AUTHORS)
def sync(
    file: Annotated[Path, typer.Argument(help="A file below solutions/ that you changed.")],
    *,
    since: Annotated[str, typer.Option(help="The commit before the change.")] = "HEAD",
    markers: Annotated[
        bool, typer.Option("--markers", help="Write conflicts, too, with git's markers.")
    ] = False,
) -> None:
    """Merge a change of a phase's file into the later versions of that file.

    Example: course sync solutions/04-fastapi/app/main.py
    """
    from course.sync import merges

    root = find_root()
    conflicts = 0
    found = list(merges(Course(root).solutions, root, file, since))
    for merge in found:
        name = merge.path.relative_to(root)
        conflicts += merge.conflicts
        if merge.after == merge.before:
            say(f"same      {name}")
        elif not merge.conflicts or markers:
            merge.path.write_text(merge.after, encoding="utf-8")
            say(f"merged    {name}" + (f" ({merge.conflicts} conflicts)" * bool(merge.conflicts)))
        else:
            say(f"conflicts {name}: {merge.conflicts}, left as it was (--markers writes them)")
    if not found:
        say("No later phase replaces this file.")
    raise typer.Exit(1 if conflicts else 0)


@app.command(rich_help_panel=AUTHORS)
def new(
    number: Annotated[str, typer.Argument(help="Two digits: 12.")],
    title: Annotated[str, typer.Argument(help='"Files and media"')],
    *,
    after: Annotated[str, typer.Option(help="The parent phase.")],
) -> None:
    """Write the skeleton of a phase, which passes the proofs.

    Example: course new 15 --after 10 "Files and media"
    """
    from course.skeleton import create

    root = find_root()
    solutions = Course(root).solutions
    docs = root / "docs" / "phases"
    for path in create(solutions, docs, number, solutions.phase(after), title):
        say(f"written  {path.relative_to(root)}")
    say(f"Now: course prove {number}")
