"""Commands of learners."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from course import overview, progress
from course.commands import Json, app, print_json, say
from course.commands import progress as show_progress
from course.errors import CourseError
from course.model import Exercise, Phase
from course.workspace import Course, find_root

if TYPE_CHECKING:
    from course.restore import Change

LEARNERS = "For learners"
LISTED = 20
# Every command takes it, those as well that are plain anyway.
Plain = Annotated[bool, typer.Option("--plain", help="Neither colours nor symbols.")]


def complete(incomplete: str) -> list[tuple[str, str]]:
    """Phases for the shell's completion, and after a dot their exercises."""
    try:
        phases = Course(find_root()).phases.values()
    except CourseError:
        return []
    known = [(phase.slug, phase.title) for phase in phases]
    if "." in incomplete:
        known = [(e.id, e.title) for phase in phases for e in phase.exercises]
    return [(name, title) for name, title in known if name.startswith(incomplete)]


def _argument(metavar: str, text: str) -> Any:  # noqa: ANN401 - as Typer has it
    return typer.Argument(metavar=metavar, help=text, autocompletion=complete, show_default=False)


PhaseName = Annotated[
    str, _argument("[PHASE]", "A phase: 04 or 04-fastapi; unless told, the one in hand.")
]
EitherName = Annotated[
    str,
    _argument(
        "[PHASE[.N]]", "A phase, 04, or one exercise of it, 4.3; unless told, the phase in hand."
    ),
]


def chosen(name: str) -> tuple[Course, Phase, Exercise | None]:
    """What a name means here: a phase, or an exercise and its phase.

    Without a name: the phase around the current folder, else that of the next open exercise.

    Raises: CourseError for a name that does not exist.
    """
    course = Course(find_root())
    if "." in name.strip("./"):
        return course, *course.exercise(name)
    if name:
        return course, course.phase(name), None
    here = Path.cwd().resolve()  # it is there: find_root has looked
    for phase in course.phases.values():
        if here.is_relative_to(course.folder(phase).resolve()):
            return course, phase, None
    following = overview.first_open(course, progress.load(course.state_folder))
    if following:
        return course, course.phase(following.id), None
    if course.phases:
        return course, list(course.phases.values())[-1], None
    raise CourseError("There are no phases here yet.", "Authors build them: course build")


@app.callback(invoke_without_command=True)
def main(context: typer.Context) -> None:
    """Learn APIs in Python by writing one. Without a command: where you stand."""
    if context.invoked_subcommand is None:
        overview.show(plain=False, as_json=False)


@app.command(rich_help_panel=LEARNERS)
def status(*, plain: Plain = False, as_json: Json = False) -> None:
    """Show the path so far, and what is next.

    Example: course status
    """
    overview.show(plain=plain, as_json=as_json)


@app.command(rich_help_panel=LEARNERS)
def learn(*, plain: Plain = False) -> None:
    """Begin, or go on: watch at the first open exercise.

    Without a terminal it shows where you stand and what the first open exercise asks.
    """
    course = Course(find_root())
    if sys.stdin.isatty() and sys.stdout.isatty():
        watch("", plain=plain, as_json=False)
        return
    found = progress.load(course.state_folder)
    say(overview.as_text(course, found, overview.style_of_terminal(plain=plain)))
    following = overview.first_open(course, found)
    if following:
        from course.check import check as judge
        from course.terminal import Screen, verdict

        judged = judge(course, course.phase(following.id), [following])
        screen = Screen(plain=plain)
        screen.show("", *verdict(screen, course, judged, f"course hint {following.id}"))


@app.command(rich_help_panel=LEARNERS)
def check(
    phase: EitherName = "",
    *,
    exercise: Annotated[
        str,
        typer.Option("--exercise", "-e", help="This one only.", autocompletion=complete),
    ] = "",
    url: Annotated[
        str, typer.Option("--url", help="Judge what answers there, in any language (phase 11).")
    ] = "",
    restart: Annotated[
        str, typer.Option("--restart", help="With --url: the command that restarts that server.")
    ] = "",
    log: Annotated[
        str, typer.Option("--log", help="With --url: the file in which it writes its log.")
    ] = "",
    report: Annotated[
        Path | None, typer.Option("--report", help="Write a page to show: FILE.html.")
    ] = None,
    name: Annotated[str, typer.Option("--name", help="Whose work it is, for the report.")] = "",
    plain: Plain = False,
    as_json: Json = False,
) -> None:
    """Judge what you have written.

    Examples: course check 04, course check 04 -e 4.3,
    course check 11 --url http://127.0.0.1:8000 --report report.html
    """
    from course.check import at_url
    from course.check import check as judge

    course, found, only = chosen(phase or exercise.partition(".")[0])
    only = found.exercise(exercise) if exercise else only
    elsewhere = at_url(found, url, restart, log) if url else None
    judged = judge(course, found, [only] if only else None, elsewhere=elsewhere)
    before = progress.load(course.state_folder)
    reached = record(course, found, judged.results)
    judged.notices += {before.notice, reached.notice} - {""}
    told = finish(course, found, reached)
    unwritten = None
    if report:
        from course import report as pages

        by = name or pages.whoever(course)
        try:
            pages.write(report, pages.of_verdict(course, judged, by, url))
            judged.notices.append(f"The report is in {report}.")
        except CourseError as error:  # the verdict is shown all the same
            unwritten = error
    if as_json:
        print_json(judged.to_json())
    else:
        from course.terminal import Screen, verdict

        screen = Screen(plain=plain)
        first = judged.first_failed
        hint = f"course hint {first.exercise.id}" if first else ""
        screen.show(*verdict(screen, course, judged, hint))
        if told and not (only and overview.first_open(course, before, found) is None):
            screen.show("", *told)
    if unwritten:
        raise unwritten
    raise typer.Exit(0 if judged.passed else 1)


def record(course: Course, phase: Phase, results: Mapping[str, bool]) -> progress.Progress:
    """Keep what a verdict said."""

    def note(found: progress.Progress) -> None:
        found.passed |= results
        found.last = phase.slug

    return progress.update(course.state_folder, note)


def finish(course: Course, phase: Phase, reached: progress.Progress) -> list[str]:
    """What to say when a phase is done, with a snapshot of it when that is new."""
    if not overview.is_done(phase, reached):
        return []
    told = [f"All {len(phase.exercises)} exercises of {phase.slug} pass."]
    if overview.first_open(course, reached, phase):
        done = sum(not exercise.level for exercise in phase.exercises)
        told = [f"All {done} exercises of {phase.slug} pass; its extra levels are still open."]
    if phase.number == overview.LAST_CORE_PHASE:
        told.append("What you have built: course summary")
    if phase.slug in reached.checkpoints or reached.notice:
        return told
    from course.restore import take_snapshot

    try:
        take_snapshot(course, phase)
    except OSError as error:
        why = error.strerror or "not every file can be copied"
        return [*told, f"No checkpoint is recorded ({why}). The next check tries it again."]
    when = {phase.slug: progress.now()}
    progress.update(course.state_folder, lambda p: p.checkpoints.update(when))
    back = f"course reset {phase.number} --to checkpoint"
    return [*told, f"A checkpoint is recorded. Back to it: {back}"]


@app.command(rich_help_panel=LEARNERS)
def summary(
    *,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write it as a page to show: FILE.html.")
    ] = None,
    name: Annotated[str, typer.Option("--name", help="Whose work it is, for the page.")] = "",
    plain: Plain = False,  # noqa: ARG001
    as_json: Json = False,
) -> None:
    """List what you have built, and every topic that you have practised.

    Examples: course summary, course summary --html summary.html
    """
    from course import report as pages
    from course.summary import summarise

    course = Course(find_root())
    found = summarise(course, progress.load(course.state_folder))
    if html:
        pages.write(html, pages.of_summary(found, name or pages.whoever(course)))
    if as_json:
        print_json(found.to_json())
        return
    for line in found.lines():
        say(line)
    say(f"The page is in {html}." if html else "As a page to show: course summary --html FILE")


@app.command(rich_help_panel=LEARNERS)
def watch(phase: EitherName = "", *, plain: Plain = False, as_json: Json = False) -> None:
    """Check at every save, and move on as exercises pass.

    Examples: course watch, course watch 04, course watch 4.3
    """
    from course.watch import watch as begin

    course, found, exercise = chosen(phase)
    begin(course, found, exercise, plain=plain, as_json=as_json)


@app.command(rich_help_panel=LEARNERS)
def hint(exercise: EitherName = "", *, plain: Plain = False, as_json: Json = False) -> None:  # noqa: ARG001
    """Give the next hint of an exercise, from a nudge to nearly the answer.

    Of a phase, it is that of its first open exercise. Examples: course hint, course hint 4.3
    """
    course, phase, named = chosen(exercise)
    found = named or overview.first_open(course, progress.load(course.state_folder), phase)
    if found is None:
        ids = ", ".join(e.id for e in phase.exercises)
        raise CourseError(f"Every exercise of {phase.slug} has passed.", f"Name one: {ids}.")
    number, text, notice = next_hint(course, found)
    if as_json:
        print_json({"exercise": found.id, "number": number, "of": len(found.hints), "hint": text})
        return
    say(f"{found.id} {found.title}: hint {number} of {len(found.hints)}")
    say(f"\n{text}\n")
    if number < len(found.hints):
        say(f"One more: course hint {found.id}")
    elif course.has_solutions:
        say(f"That was the last. An answer, beside yours: course diff {found.id}")
    else:
        say("That was the last.")
    if notice:
        say(notice)


def next_hint(course: Course, exercise: Exercise) -> tuple[int, str, str]:
    """The number and text of the next hint, the last one again and again, and a notice."""

    def count(found: progress.Progress) -> None:
        found.hints[exercise.id] = min(found.hints.get(exercise.id, 0) + 1, len(exercise.hints))

    found = progress.update(course.state_folder, count)
    number = found.hints[exercise.id]
    return number, exercise.hints[number - 1], found.notice


@app.command(rich_help_panel=LEARNERS)
def run(
    phase: PhaseName = "",
    *,
    solution: Annotated[
        bool, typer.Option("--solution", help="The solution, not your own code.")
    ] = False,
    port: Annotated[
        int, typer.Option("--port", min=1, max=65535, help="Where an API listens.")
    ] = 8000,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Begin with an empty database; its rows are lost.")
    ] = False,
    plain: Plain = False,  # noqa: ARG001
) -> None:
    """Run what you have written of a phase.

    An API is served with sample data, and started again at every save; a phase that has none yet
    prints what it has to show, and ends. Where there is a database, its rows are kept from one time
    to the next. Examples: course run 04, course run 04 --port 8001, course run 06 --fresh
    """
    from course import serve

    course, found, _ = chosen(phase)
    code = serve.run(course, found, port, say, solution=solution, fresh=fresh)
    raise typer.Exit(code)


@app.command(rich_help_panel=LEARNERS)
def psql(
    phase: PhaseName,
    *,
    solution: Annotated[
        bool, typer.Option("--solution", help="The database of `course run --solution`.")
    ] = False,
    command: Annotated[
        str, typer.Option("--command", "-c", help="Run this and end, instead of a shell.")
    ] = "",
    url: Annotated[
        bool, typer.Option("--url", help="Print the address that it has during `course run`.")
    ] = False,
    plain: Plain = False,  # noqa: ARG001
) -> None:
    """Open PostgreSQL's shell on the database of a phase, whether it is running or not.

    Examples: course psql 06, course psql 06 -c "SELECT sku, stock FROM products"
    """
    from course import services

    course, found, _ = chosen(phase)
    if "postgres" not in found.services:
        with_database = [p.number for p in course.phases.values() if "postgres" in p.services]
        numbers = ", ".join(with_database)
        raise CourseError(f"{found.slug} has no database.", f"These phases have one: {numbers}.")
    name = services.name_of(course, found, solution=solution)
    if url:
        typer.echo(services.database_url(found, name))
        return
    raise typer.Exit(services.psql(found, name, say, command))


@app.command(rich_help_panel=LEARNERS)
def diff(phase: EitherName = "", *, plain: Plain = False, as_json: Json = False) -> None:
    """Show your code beside the reference, and other right answers.

    Examples: course diff 04, course diff 4.3
    """
    from course.compare import compare

    course, found, exercise = chosen(phase)
    compared = compare(course, found, [exercise] if exercise else found.exercises)
    if as_json:
        print_json({"phase": found.slug, "exercises": [c.to_json() for c in compared]})
        return
    from course.terminal import Screen, comparison

    screen = Screen(plain=plain)
    for each in compared:
        screen.show(*comparison(screen, each))


@app.command(rich_help_panel=LEARNERS)
def reset(
    phase: Annotated[
        str,
        _argument("PHASE[.N]", "A phase, 04, or one exercise of it, 4.3."),
    ],
    *,
    to: Annotated[
        Literal["starter", "checkpoint"],
        typer.Option(help="The starter, or the phase as it was when it first passed."),
    ] = "starter",
    plain: Plain = False,  # noqa: ARG001
    as_json: Json = False,
) -> None:
    """Go back to the starter or the checkpoint. A copy is kept: `course undo`.

    Examples: course reset 04, course reset 4.3, course reset 04 --to checkpoint
    """
    from course import restore

    course, found, exercise = chosen(phase)
    if exercise and to == "checkpoint":
        raise CourseError(
            "A checkpoint is of a whole phase.", f"course reset {found.number} --to checkpoint"
        )
    try:
        if exercise:
            change = restore.reset_exercise(course, found, exercise)
        elif to == "checkpoint":
            change = restore.reset_to_checkpoint(course, found)
        else:
            change = restore.reset_phase(course, found)
    except KeyboardInterrupt:
        say("\nStopped. If files were changed already: course undo")
        raise
    _tell(course, change, as_json=as_json)


@app.command(rich_help_panel=LEARNERS)
def undo(*, plain: Plain = False, as_json: Json = False) -> None:  # noqa: ARG001
    """Take back the last reset, carry or update. A second time, bring it back.

    Example: course undo
    """
    from course import restore

    course = Course(find_root())
    _tell(course, restore.undo(course), as_json=as_json)


def _tell(course: Course, change: "Change", *, as_json: bool) -> None:
    copy = change.copy.relative_to(course.root).as_posix() if change.copy else None
    if as_json:
        print_json({"done": change.what, "files": change.paths, "copy": copy})
        return
    say(f"Done: {change.what}.")
    lines = [f"phases/{path}" for path in change.paths[:LISTED]] or ["Nothing was different."]
    if len(change.paths) > LISTED:
        lines.append(f"and {len(change.paths) - LISTED} more")
    for line in lines:
        say(f"  {line}")
    if copy:
        say(f"A copy of what was there is in {copy}. Back again: course undo")


@app.command(rich_help_panel=LEARNERS)
def solution(
    phase: PhaseName,
    *,
    to: Annotated[Path, typer.Option("--to", help="A new or empty folder.", file_okay=False)],
    plain: Plain = False,  # noqa: ARG001
    as_json: Json = False,
) -> None:
    """Write a phase's complete solution into a folder of its own.

    Example: course solution 04 --to ../solution-04
    """
    from course.solutions import write_tree

    course = Course(find_root())
    found = course.solutions.phase(course.phase(phase).number)
    if to.is_dir() and any(to.iterdir()):
        raise CourseError(f"{to} is not empty.", "Name a new folder, so that nothing is lost.")
    tree = course.solutions.solution(found) | course.solutions.tests(found)
    try:
        write_tree(tree, to)
    except OSError as error:
        raise CourseError(f"{to} cannot be written: {error.strerror}.") from None
    if as_json:
        print_json({"phase": found.slug, "folder": str(to), "files": sorted(tree)})
    else:
        say(f"The solution of {found.slug} is in {to}: {len(tree)} files.")


@app.command(rich_help_panel=LEARNERS)
def doctor(*, plain: Plain = False, as_json: Json = False) -> None:
    """Look for what may be wrong with this machine or folder, and say how to mend it.

    Example: course doctor
    """
    from course.doctor import examine

    findings = list(examine(Course(find_root())))
    healthy = all(f.good or not f.needed for f in findings)
    if as_json:
        print_json({"healthy": healthy, "findings": [f.to_json() for f in findings]})
    else:
        style = overview.style_of_terminal(plain=plain)
        for found in findings:
            word = "good" if found.good else "broken" if found.needed else "note"
            symbol, colour = {"good": ("✓", "32"), "broken": ("✗", "31"), "note": ("!", "33")}[word]
            mark = style(symbol, colour) if style.symbols else f"{word:<6}"
            say(f"{mark} {found.what:<15} {found.told}")
            if not found.good and found.remedy:
                say(f"{' ' * (18 if style.symbols else 23)}{found.remedy}")
    raise typer.Exit(0 if healthy else 1)


@app.command(rich_help_panel=LEARNERS)
def carry(
    phase: Annotated[str, _argument("PHASE", "The phase that your code goes into: 05.")],
    *,
    force: Annotated[
        bool, typer.Option("--force", help="Also over files that you worked on there.")
    ] = False,
    plain: Plain = False,  # noqa: ARG001
    as_json: Json = False,
) -> None:
    """Take your own code of the parent phase along.

    It is merged into the starter, and the tests of earlier phases are run on it. Where your lines
    and the starter's conflict, the starter's stand, and yours are kept under .course/carry/.
    A copy is kept: `course undo`. Example: course carry 05
    """
    from course.carry import carry as merge

    course = Course(find_root())
    try:
        report = merge(course, course.phase(phase), force=force, progress_told=show_progress)
    except KeyboardInterrupt:
        say("\nStopped. If files were changed already: course undo")
        raise
    if as_json:
        print_json(report.to_json(course.root))
    else:
        for line in report.lines(course.root):
            say(line)
    raise typer.Exit(1 if report.outcome and report.outcome.failed else 0)


@app.command(rich_help_panel=LEARNERS)
def update(
    *,
    source: Annotated[
        str,
        typer.Option("--from", help="A remote's branch, a folder with a newer copy, or a commit."),
    ] = "",
    plain: Plain = False,  # noqa: ARG001
    as_json: Json = False,
) -> None:
    """Bring the course to a newer version, with your work in it.

    Files that you did not touch become the new ones, those that you changed are merged, and tests
    are always the new ones. Nothing is overwritten without a copy.
    Examples: course update, course update --from ../newer-course
    """
    from course.update import update as bring

    course = Course(find_root())
    try:
        report = bring(course, source)
    except KeyboardInterrupt:
        say("\nStopped. To end it, run it again; for phases/ as it was: course undo")
        raise
    if as_json:
        print_json(report.to_json(course.root))
    else:
        for line in report.lines(course.root):
            say(line)
