"""What may be wrong with this machine or this copy of the course, and how to mend it."""

import contextlib
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from course import progress, serve
from course.errors import INSTALL, CourseError
from course.model import Phase
from course.workspace import Course

OLDEST = (3, 11)
LEAST_FREE_MB = 300
"""An empty server takes 40 MB, and PostgreSQL stops when it cannot write."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    what: str
    good: bool
    told: str
    remedy: str = ""
    needed: bool = True
    """Without it the course does not work; else it is only less comfortable."""

    def to_json(self) -> dict[str, str | bool]:
        """For programs."""
        return asdict(self)


def examine(course: Course) -> Iterator[Finding]:
    """Look at everything that a learner needs."""
    yield _python()
    yield _installed(course)
    yield _tool(course)
    yield _phases(course)
    yield _git(course)
    yield _state(course)
    if any("postgres" in phase.services for phase in _known(course)):
        yield from _database()
    owner = "" if serve.is_free(serve.PORT) else serve.owner_of(serve.PORT) or "another program"
    told = f"{serve.PORT} is taken by {owner}" if owner else f"{serve.PORT} is free"
    yield Finding("port", not owner, told, "course run … --port 8001", needed=False)


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info >= OLDEST
    remedy = f"Install Python 3.11 or newer, then: {INSTALL}"
    return Finding("python", good, f"{version} in {sys.prefix}", remedy)


def _installed(course: Course) -> Finding:
    """Every library that the learner needs, in the version that is locked."""
    lock = course.root / "requirements.txt"
    text = lock.read_text(encoding="utf-8") if lock.is_file() else ""
    locked = dict(re.findall(r"(?m)^([A-Za-z0-9_.-]+)==([^ \\;]+)", text))
    missing, other = [], []
    project = course.root / "pyproject.toml"
    data = tomllib.loads(project.read_text(encoding="utf-8")) if project.is_file() else {}
    for requirement in data.get("project", {}).get("dependencies", []):
        name = re.split(r"[^A-Za-z0-9_.-]", requirement, maxsplit=1)[0]
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
            continue
        if locked.get(name, version) != version:
            other.append(f"{name} {version} instead of {locked[name]}")
    told = "; ".join([*(f"{name} is missing" for name in missing), *other])
    return Finding("libraries", not told, told or "as locked", f"Install again: {INSTALL}")


def _tool(course: Course) -> Finding:
    here = Path(__file__).resolve()
    good = here.is_relative_to(course.root.resolve())
    told = "of this folder" if good else f"of another folder: {here.parents[2]}"
    return Finding("course command", good, told, f"Install it from here: {INSTALL}")


def _phases(course: Course) -> Finding:
    try:
        gone = [p.slug for p in course.phases.values() if not course.folder(p).is_dir()]
    except CourseError as error:
        return Finding("phases", good=False, told=error.sentence, remedy=error.remedy)
    told = f"gone: {', '.join(gone)}" if gone else f"{len(course.phases)} phases"
    remedy = f"Bring it back: course reset {gone[0][:2]}" if gone else ""
    return Finding("phases", not gone, told, remedy)


def _known(course: Course) -> list[Phase]:
    with contextlib.suppress(CourseError):
        return list(course.phases.values())
    return []


def _database() -> Iterator[Finding]:
    """Whether PostgreSQL starts, and what stands in its way."""
    from course.services import DATABASE_URL, postgres

    if url := os.environ.get(DATABASE_URL):
        told = f"DATABASE_URL names {postgres.without_password(url)}: `course run` uses it"
        try:
            postgres.refuse_foreign(url)
        except CourseError as error:
            yield Finding("database", good=False, told=error.sentence, remedy=error.remedy)
        else:
            yield Finding("database", good=True, told=f"{told}, and so do tests")
        return
    if left := postgres.leftovers():
        told = f"ended what a killed command had left: {', '.join(left)}"
        yield Finding("database", good=True, told=told)
    began = time.monotonic()
    try:
        with postgres.scratch():
            seconds = time.monotonic() - began
    except CourseError as error:
        yield Finding("database", good=False, told=error.sentence, remedy=error.remedy)
        return
    free = shutil.disk_usage(postgres.cache()).free // 1_000_000
    told = f"PostgreSQL {postgres.VERSION} starts in {seconds:.1f} s, in {postgres.cache()}"
    yield Finding("database", good=True, told=told)
    if free < LEAST_FREE_MB:
        told = f"{free} MB are left where PostgreSQL keeps its data: {postgres.cache()}"
        yield Finding("disk", good=False, told=told, remedy="Make room.", needed=False)


def _git(course: Course) -> Finding:
    remedy = "Install git, and clone the course with it: originals come back from there."
    needed = not course.has_solutions
    if not shutil.which("git"):
        return Finding("git", good=False, told="not installed", remedy=remedy, needed=needed)
    inside = subprocess.run(
        ["git", "rev-parse", "--git-dir"],
        cwd=course.root,
        capture_output=True,
        check=False,
    )
    good = inside.returncode == 0
    told = "this is a clone" if good else "this folder is no clone"
    return Finding("git", good, told, remedy, needed=needed)


def _state(course: Course) -> Finding:
    remedy = "Make it writable: your progress, copies and checkpoints are kept there."
    try:
        course.state_folder.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=course.state_folder):
            pass
    except OSError as error:
        told = f".course/ cannot be written: {error.strerror}"
        return Finding("progress", good=False, told=told, remedy=remedy)
    notice = progress.load(course.state_folder).notice
    return Finding("progress", not notice, notice or "is recorded in .course/", needed=False)
