"""phases/ from solutions/: every phase's starter and tests, and the manifest of what was built."""

import json
import shutil
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from course.errors import CourseError
from course.model import Phase
from course.solutions import Solutions, Tree
from course.workspace import MANIFEST, Course, blob_id


@dataclass
class Report:
    """What a build found: paths below phases/."""

    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    """Edited or deleted by the learner, and so left alone."""
    stale: list[str] = field(default_factory=list)
    """Not what solutions/ builds, though nobody edited it: `course build` was not run."""
    copies: Path | None = None

    def to_json(self) -> dict[str, Any]:
        """For programs."""
        return {
            "written": self.written,
            "removed": self.removed,
            "edited": self.edited,
            "stale": self.stale,
            "copies": str(self.copies) if self.copies else None,
        }


def phase_tree(solutions: Solutions, phase: Phase) -> Tree:
    """All files of a built phase."""
    return dict(sorted((solutions.starter(phase) | solutions.tests(phase)).items()))


def manifest_of(solutions: Solutions, trees: dict[str, Tree]) -> str:
    """What phases/manifest.json holds."""
    phases = {
        slug: {
            "phase": solutions.manifests[slug],
            "files": {path: blob_id(content) for path, content in tree.items()},
        }
        for slug, tree in trees.items()
    }
    data = {"version": 1, "phases": phases}
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def build(course: Course, *, check: bool = False, force: bool = False) -> Report:
    """Make phases/ of solutions/; a file that a learner edited is left alone unless forced.

    With `check` nothing is written. Forced, a copy of what is overwritten goes to .course/copies/.

    Raises: CourseError when solutions/ cannot be built.
    """
    solutions = course.solutions
    trees = {p.slug: phase_tree(solutions, p) for p in solutions.phases.values()}
    manifest = manifest_of(solutions, trees)
    path = course.phases_folder / MANIFEST
    previous = path.read_text(encoding="utf-8") if path.is_file() else '{"phases": {}}'
    report = Report()
    if previous != manifest:
        report.stale.append(MANIFEST)
    try:
        before = {slug: entry["files"] for slug, entry in json.loads(previous)["phases"].items()}
    except (ValueError, LookupError, TypeError):
        raise CourseError(
            f"phases/{MANIFEST} cannot be read, so nobody knows which files a learner edited.",
            f"Bring it back: git checkout -- phases/{MANIFEST}",
        ) from None
    for slug in before | trees:
        _build_phase(course, slug, before.get(slug, {}), trees.get(slug, {}), report, check, force)
    if not check and previous != manifest:
        path.parent.mkdir(exist_ok=True)
        path.write_text(manifest, encoding="utf-8", newline="\n")
        report.written.append(MANIFEST)
    return report


def _build_phase(
    course: Course,
    slug: str,
    before: dict[str, str],
    tree: Tree,
    report: Report,
    check: bool,  # noqa: FBT001
    force: bool,  # noqa: FBT001
) -> None:
    for path in sorted(before | dict.fromkeys(tree, "")):
        name = f"{slug}/{path}"
        target = course.phases_folder / name
        there = blob_id(target.read_bytes()) if target.is_file() else None
        wanted = blob_id(tree[path]) if path in tree else None
        if there == wanted:
            continue
        if there != before.get(path):
            report.edited.append(name)
            if check or not force:
                continue
            _copy(course, target, name, report)
        if check:
            report.stale.append(name)
        elif wanted is None:
            target.unlink()
            report.removed.append(name)
            _remove_empty(target.parent, course.phases_folder)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(tree[path])
            report.written.append(name)


def _copy(course: Course, target: Path, name: str, report: Report) -> None:
    if not target.is_file():
        return
    if report.copies is None:
        stamp = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S-%f")
        report.copies = course.state_folder / "copies" / f"build-{stamp}"
    copy = report.copies / name
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(target, copy)


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
