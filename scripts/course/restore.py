"""Back to the starter or the checkpoint, and back again: nothing is overwritten without a copy.

A copy is a folder of .course/copies/, with a note of what the record said. It is written in full
and gets its name last, before anything else is touched, so that whatever stops a command leaves
either the files as they were or a copy that `course undo` brings back.
"""

import contextlib
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from course import work
from course.errors import CourseError
from course.model import Exercise, Phase, overlap, split_symbol
from course.progress import load, locked, stamp, update, write_atomically
from course.workspace import Course

NOTE = "undo.json"


@dataclass(frozen=True, slots=True)
class Change:
    """What a command did to files below phases/."""

    what: str
    paths: list[str]
    copy: Path | None


@contextlib.contextmanager
def alone(course: Course) -> Iterator[None]:
    """Hold off other commands that change much below phases/.

    Raises: CourseError when one is at work, or where a file cannot be read or written.
    """
    busy = "Another course carry or course update is at work here."
    try:
        course.state_folder.mkdir(exist_ok=True)
        with locked(course.state_folder / "changes.lock", busy):
            yield
    except OSError as error:
        raise CourseError(
            f"{error.filename or 'A file'} cannot be read or written: {error.strerror}.",
            "Nothing is lost. Mend that, and run the command again.",
        ) from None


def rewrite(
    course: Course, what: str, files: Mapping[str, bytes | None], passed: Mapping[str, bool]
) -> Change:
    """Write files below phases/ (None: remove), after a copy of what is there now.

    `what` says in words what was done, for `course undo`; `passed` is what the record says then.

    Raises: CourseError when the folder cannot be written; nothing is changed then.
    """
    copies = course.state_folder / "copies"
    copy = copies / f"{stamp()}-{re.sub('[^a-z0-9]+', '-', what.lower())[:40]}"
    try:
        files = {p: c for p, c in files.items() if _content(course, p) != c}
        if files:
            _write_copy(course, copy, what, files, passed)
        for path, content in files.items():
            target = course.phases_folder / path
            if content is None:
                target.unlink(missing_ok=True)
            else:
                write_atomically(target, content)
    except OSError as error:
        raise CourseError(
            f"{error.filename or 'A file'} cannot be written: {error.strerror}.",
            "Your files as they were: course undo"
            if copy.exists()
            else "Nothing is lost. Mend that, and run the command again.",
        ) from None
    update(course.state_folder, lambda progress: progress.passed.update(passed))
    return Change(what, sorted(files), copy if files else None)


def _write_copy(
    course: Course,
    copy: Path,
    what: str,
    files: Mapping[str, bytes | None],
    passed: Mapping[str, bool],
) -> None:
    unfinished = copy.with_name(f".{copy.name}")
    before = load(course.state_folder).passed
    contents = {path: _content(course, path) for path in files}
    note = {
        "what": what,
        "absent": [path for path, content in contents.items() if content is None],
        "passed": {exercise_id: before.get(exercise_id, False) for exercise_id in passed},
    }
    try:
        for path, content in contents.items():
            if content is not None:
                write_atomically(unfinished / path, content)
        write_atomically(unfinished / NOTE, json.dumps(note, indent=1).encode())
        unfinished.rename(copy)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _content(course: Course, path: str) -> bytes | None:
    try:
        return (course.phases_folder / path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None


def undo(course: Course) -> Change:
    """Take back the last change. It makes a copy, too, so that undoing twice brings it back.

    Raises: CourseError when there is nothing to take back.
    """
    found = sorted((course.state_folder / "copies").glob("[0-9]*"))
    if not found:
        raise CourseError(
            "There is nothing to undo.", "Copies are made by reset, carry and update."
        )
    last = found[-1]
    try:
        note = json.loads((last / NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        note = {"what": last.name, "absent": [], "passed": {}}
    files: dict[str, bytes | None] = dict.fromkeys(note["absent"])
    files |= {path: content for path, content in _files(last).items() if path != NOTE}
    what = f"undo of {note['what']}".removeprefix("undo of undo of ")
    return rewrite(course, what, files, note["passed"])


def reset_phase(course: Course, phase: Phase) -> Change:
    """All built files of a phase as the starter has them; files that the learner added stay.

    Those that exercises ask for and the starter lacks are no such files: they go.
    """
    files: dict[str, bytes | None] = {
        f"{phase.slug}/{path}": course.as_built(phase, path)
        for path in course.built_files(phase)
        if not course.is_as_built(phase, path)
    }
    asked = {path for exercise in phase.exercises for path in exercise.files}
    files |= {f"{phase.slug}/{path}": None for path in asked - course.built_files(phase).keys()}
    none = dict.fromkeys((exercise.id for exercise in phase.exercises), False)
    return rewrite(course, f"reset of {phase.slug}", files, none)


def reset_to_checkpoint(course: Course, phase: Phase) -> Change:
    """All files of a phase as they were when it first passed; files added since stay.

    Its extra levels may have been open then: what is passed of them, the next check says.

    Raises: CourseError when the phase has no checkpoint.
    """
    folder = checkpoint(course, phase)
    if not folder.is_dir():
        raise CourseError(
            f"{phase.slug} has no checkpoint yet: one is recorded when all of it passes.",
            f"Without --to it goes back to the starter: course reset {phase.number}",
        )
    files = {f"{phase.slug}/{path}": content for path, content in _files(folder).items()}
    what = f"return of {phase.slug} to its checkpoint"
    different = any(_content(course, path) != content for path, content in files.items())
    passed = {each.id: not each.level for each in phase.exercises} if different else {}
    return rewrite(course, what, files, passed)


def reset_exercise(course: Course, phase: Phase, exercise: Exercise) -> Change:
    """What one exercise solves as the starter has it; all else stays as it is.

    Raises: CourseError when its code cannot be told from the rest of a file.
    """
    files: dict[str, bytes | None] = {}
    others = [s for e in phase.exercises if e is not exercise for s in e.solves]
    for path in exercise.files:
        name = f"{phase.slug}/{path}"
        if path not in course.built_files(phase):  # the starter has no such file
            files[name] = None
            continue
        built = course.as_built(phase, path)
        mine = _content(course, name)
        if mine is None or not any(overlap(path, other) for other in others):
            files[name] = built
            continue
        try:
            text = mine.decode()
        except UnicodeDecodeError:
            raise CourseError(
                f"Exercise {exercise.id} cannot be reset by itself: {path} is not in UTF-8.",
                f"Save it in UTF-8, or reset the whole phase: course reset {phase.number}",
            ) from None
        for symbol in exercise.solves:
            if split_symbol(symbol)[0] == path:
                text = back_to_starter(text, built.decode(), symbol, exercise, phase)
        files[name] = text.encode()
    return rewrite(course, f"reset of exercise {exercise.id}", files, {exercise.id: False})


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def work_in(folder: Path, left_out: Iterable[str] = work.CACHES) -> dict[str, bytes]:
    """All files in a folder but those that tools leave there.

    Raises: CourseError for a file that cannot be read.
    """
    found: dict[str, bytes] = {}
    for path in sorted(work.files(folder, left_out)):
        try:
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
        except OSError as error:
            raise CourseError(
                f"{path} cannot be read: {error.strerror}.", "Make it readable, then try again."
            ) from None
    return found


def back_to_starter(mine: str, built: str, symbol: str, exercise: Exercise, phase: Phase) -> str:
    """One symbol of a file as the starter has it.

    Raises: CourseError when it cannot be told from the rest of the file.
    """
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


def take_snapshot(course: Course, phase: Phase) -> None:
    """Keep a phase as it is, tests left out, unless that was done before.

    Raises: OSError when .course/ cannot be written.
    """
    folder = checkpoint(course, phase)
    if folder.exists():
        return
    unfinished = folder.with_name(f".{phase.slug}-{stamp()}")
    try:
        shutil.copytree(
            course.folder(phase),
            unfinished,
            symlinks=True,  # those of editors lead nowhere
            ignore=lambda here, names: {n for n in names if work.is_left_by_tools(Path(here, n))},
        )
        shutil.rmtree(unfinished / "tests", ignore_errors=True)
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
