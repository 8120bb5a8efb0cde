"""Carries a change of one phase's file into the later versions of that file.

A later phase that replaced the file does not see the change by itself. The change is what the file
became since a commit; `git merge-file` merges it into each later version.
"""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from course.errors import CourseError
from course.merging import merge_lines
from course.model import Phase
from course.solutions import Solutions


@dataclass(frozen=True, slots=True)
class Merge:
    """A later version of a file, and what the change makes of it."""

    path: Path
    before: str
    after: str
    conflicts: int


def merges(solutions: Solutions, root: Path, file: Path, since: str) -> Iterator[Merge]:
    """What a change of a phase's file, made since a commit, becomes in the later phases.

    Raises: CourseError for a file that is not of a phase, or that the commit does not have.
    """
    try:
        slug, *rest = file.resolve().relative_to(solutions.folder.resolve()).parts
    except ValueError:
        raise CourseError(f"{file} is not below solutions/.", "Name a phase's file.") from None
    path = "/".join(rest)
    phase = solutions.phase(slug)
    base = _at(root, since, solutions.folder / slug / path)
    if base is None:
        raise CourseError(f"{since} has no {file}.", "Name a commit that has it: --since REV")
    now = file.read_text(encoding="utf-8")
    for later in solutions.phases.values():
        parent = version_before(solutions, later, path)
        if parent is not None and _descends(solutions, later, phase):
            target = solutions.folder / later.slug / path
            yield merge(target, base, now)


def version_before(solutions: Solutions, phase: Phase, path: str) -> Path | None:
    """The version of a file that this phase replaces; None where it replaces none."""
    if not (solutions.folder / phase.slug / path).is_file():
        return None
    for ancestor in solutions.ancestors(phase):
        found = solutions.folder / ancestor.slug / path
        if found.is_file():
            return found
        if any(path == r or path.startswith(f"{r.rstrip('/')}/") for r in ancestor.removes):
            return None
    return None


def missed(solutions: Solutions, root: Path, phase: Phase) -> Iterator[str]:
    """Files of a phase whose earlier version changed since, without the change being merged.

    A version that was edited after that change counts as up to date.
    """
    for path in solutions.own_files(phase):
        earlier = version_before(solutions, phase, path)
        mine = solutions.folder / phase.slug / path
        if earlier is None or _git(root, "status", "--porcelain", "--", str(mine)):
            continue
        commit = (_git(root, "log", "-1", "--format=%H", "--", str(mine)) or "").strip()
        base = _at(root, commit, earlier) if commit else None
        if base is None or base == earlier.read_text(encoding="utf-8"):
            continue
        result = merge(mine, base, earlier.read_text(encoding="utf-8"))
        if result.after != result.before:
            name = earlier.relative_to(root).as_posix()
            yield (
                f"{path} lacks a change of {name}. Run: course sync {name} --since {commit[:10]}"
            )


def merge(target: Path, base: str, now: str) -> Merge:
    """Merge the change from `base` to `now` into a file; nothing is written.

    Raises: CourseError without git, or for what is no text.
    """
    mine = target.read_text(encoding="utf-8")
    after, conflicts = merge_lines(
        base.encode(), mine.encode(), now.encode(), labels=("later", "before", "changed")
    )
    return Merge(target, mine, after.decode(), conflicts)


def _descends(solutions: Solutions, phase: Phase, ancestor: Phase) -> bool:
    return any(p.number == ancestor.number for p in solutions.ancestors(phase))


def _at(root: Path, commit: str, file: Path) -> str | None:
    return _git(root, "show", f"{commit}:{file.resolve().relative_to(root.resolve()).as_posix()}")


def _git(root: Path, *arguments: str) -> str | None:
    done = subprocess.run(
        ["git", *arguments], cwd=root, capture_output=True, text=True, check=False
    )
    return done.stdout if done.returncode == 0 else None
