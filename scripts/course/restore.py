"""Back to the starter or the checkpoint, and back again: nothing is overwritten without a copy.

A copy is a folder of .course/copies/. It is written in full and gets its name last, before
anything else is touched, so that whatever stops a command leaves either the files as they were or
a copy that `course undo` brings back.
"""

import json
import re
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from course.errors import CourseError
from course.model import Exercise, Phase, overlap, split_symbol
from course.progress import stamp, write_atomically
from course.workspace import Course

NOTE = "undo.json"
CACHES = ("__pycache__", ".*_cache", ".venv", "*.pyc", ".DS_Store")


@dataclass(frozen=True, slots=True)
class Change:
    """What a command did to files below phases/."""

    what: str
    paths: list[str]
    copy: Path | None


def rewrite(course: Course, what: str, files: Mapping[str, bytes | None]) -> Change:
    """Write files below phases/ (None: remove), after a copy of what is there now.

    `what` says in words what was done, for `course undo`.

    Raises: CourseError when the folder cannot be written; nothing is changed then.
    """
    files = {p: c for p, c in files.items() if _content(course, p) != c}
    if not files:
        return Change(what, [], None)
    copies = course.state_folder / "copies"
    copy = copies / f"{re.sub('[^a-z0-9]+', '-', what.lower()).strip('-')[:40]}-{stamp()}"
    unfinished = copies / f".{copy.name}"
    try:
        _write_copy(course, unfinished, what, files)
        unfinished.rename(copy)
        for path, content in files.items():
            target = course.phases_folder / path
            if content is None:
                target.unlink(missing_ok=True)
            else:
                write_atomically(target, content)
    except OSError as error:
        raise CourseError(
            f"{error.filename or 'A file'} cannot be written: {error.strerror}.",
            "Nothing is lost: make it writable and run the command again."
            if not copy.exists()
            else "Your files as they were: course undo",
        ) from None
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return Change(what, sorted(files), copy)


def _write_copy(course: Course, folder: Path, what: str, files: Mapping[str, bytes | None]) -> None:
    folder.mkdir(parents=True)
    absent = []
    for path in files:
        content = _content(course, path)
        if content is None:
            absent.append(path)
        else:
            write_atomically(folder / path, content)
    note = {"what": what, "absent": absent}
    write_atomically(folder / NOTE, json.dumps(note, indent=1).encode())


def _content(course: Course, path: str) -> bytes | None:
    try:
        return (course.phases_folder / path).read_bytes()
    except FileNotFoundError:
        return None


def undo(course: Course) -> Change:
    """Take back the last change. It makes a copy, too, so that undoing twice brings it back.

    Raises: CourseError when there is nothing to take back.
    """
    found = sorted(
        (f for f in (course.state_folder / "copies").glob("*-*") if f.name[0] != "."),
        key=lambda folder: folder.name[-len(stamp()) :],
    )
    if not found:
        raise CourseError("There is nothing to undo.", "Copies are made by reset.")
    last = found[-1]
    note = {"what": last.name, "absent": []}
    with suppress(OSError, ValueError):
        note = json.loads((last / NOTE).read_text(encoding="utf-8"))
    files: dict[str, bytes | None] = dict.fromkeys(note["absent"])
    for path in last.rglob("*"):
        name = path.relative_to(last).as_posix()
        if path.is_file() and name != NOTE:
            files[name] = path.read_bytes()
    what = str(note["what"])
    undone = what.removeprefix("undo of ") if what.startswith("undo of ") else f"undo of {what}"
    return rewrite(course, undone, files)


def reset_phase(course: Course, phase: Phase) -> Change:
    """All built files of a phase as the starter has them; files that the learner added stay."""
    files = {
        f"{phase.slug}/{path}": course.as_built(phase, path)
        for path in course.built_files(phase)
        if not course.is_as_built(phase, path)
    }
    return rewrite(course, f"reset of {phase.slug}", files)


def reset_to_checkpoint(course: Course, phase: Phase) -> Change:
    """All files of a phase as they were when it first passed; files added since stay.

    Raises: CourseError when the phase has no checkpoint.
    """
    folder = checkpoint(course, phase)
    if not folder.is_dir():
        raise CourseError(
            f"{phase.slug} has no checkpoint yet: one is recorded when all of it passes.",
            f"Without --to it goes back to the starter: course reset {phase.number}",
        )
    files = {
        f"{phase.slug}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    return rewrite(course, f"return of {phase.slug} to its checkpoint", files)


def reset_exercise(course: Course, phase: Phase, exercise: Exercise) -> Change:
    """What one exercise solves as the starter has it; all else stays as it is.

    Raises: CourseError when its code cannot be told from the rest of a file.
    """
    files: dict[str, bytes | None] = {}
    others = [s for e in phase.exercises if e is not exercise for s in e.solves]
    for path in exercise.files:
        name = f"{phase.slug}/{path}"
        built = course.as_built(phase, path)
        mine = _content(course, name)
        if mine is None or not any(overlap(path, other) for other in others):
            files[name] = built
            continue
        text = mine.decode()
        for symbol in exercise.solves:
            if split_symbol(symbol)[0] == path:
                text = _blank(text, built.decode(), symbol, exercise, phase)
        files[name] = text.encode()
    return rewrite(course, f"reset of exercise {exercise.id}", files)


def _blank(mine: str, built: str, symbol: str, exercise: Exercise, phase: Phase) -> str:
    from course import nodes, symbols

    path, name, pointer = split_symbol(symbol)
    comment = f"# Exercise {exercise.id}: "
    try:
        if pointer:
            return nodes.exchange(mine, pointer, built, path)
        starter = symbols.Module(built, path)
        if starter.bindings(name):
            outer, _, member = name.partition(".")
            text = symbols.extract(built, name, path)
            if member:
                body = "".join(f"    {line}\n" if line else "\n" for line in text.splitlines())
                text = f"class {outer}:\n{body}"
            return symbols.swap(mine, text, path, by_member=frozenset({outer} if member else ()))
        if not symbols.Module(mine, path).bindings(name):
            if comment in mine:
                return mine
            raise CourseError(f"{path} has no {name}.")
        mine = re.sub(rf"(?m)^[ \t]*{re.escape(comment)}.*\n", "", mine)
        return symbols.blank(mine, name, path, exercise.id, exercise.title)
    except CourseError as error:
        raise CourseError(
            f"Exercise {exercise.id} cannot be reset by itself: {error.sentence}",
            f"Mend or delete it by hand, or reset the whole phase: course reset {phase.number}",
        ) from None


def checkpoint(course: Course, phase: Phase) -> Path:
    """Where the snapshot of a phase lies."""
    return course.state_folder / "checkpoints" / phase.slug


def take_snapshot(course: Course, phase: Phase) -> bool:
    """Keep a phase as it is, tests left out, unless that was done before; answers whether it was.

    Raises: OSError when .course/ cannot be written.
    """
    folder = checkpoint(course, phase)
    if folder.exists():
        return False
    unfinished = folder.with_name(f".{phase.slug}-{stamp()}")
    ignore: Callable[[str, list[str]], set[str]] = shutil.ignore_patterns(*CACHES)
    try:
        shutil.copytree(
            course.folder(phase),
            unfinished,
            ignore=lambda at, names: (
                ignore(at, names) | ({"tests"} if Path(at) == course.folder(phase) else set())
            ),
        )
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return True
