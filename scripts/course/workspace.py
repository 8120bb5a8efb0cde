"""A copy of the course on disk: where its parts are, and what the learner has changed in it.

Reads `phases/`, its manifest and git only, so that a copy without solutions works.
"""

import functools
import hashlib
import json
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from course.errors import CourseError
from course.model import Exercise, Phase, parse_phase, unknown

if TYPE_CHECKING:
    from course.solutions import Solutions

MANIFEST = "manifest.json"


def find_root(start: Path | None = None) -> Path:
    """The course around a folder (the current one unless told), else the one this tool is of.

    Raises: CourseError when there is none.
    """
    try:
        here = (start or Path.cwd()).resolve()
    except FileNotFoundError:
        raise CourseError("The folder that you are in is gone.", "Go into another one.") from None
    installed = Path(__file__).resolve().parents[2]
    for folder in (here, *here.parents, installed):
        if (folder / "phases" / MANIFEST).is_file() or any(folder.glob("solutions/*/phase.toml")):
            return folder
    raise CourseError("There is no course here.", "Go into its folder: cd the-course.")


def blob_id(content: bytes) -> str:
    """The id that git gives to this content, so that git can be asked for it."""
    header = f"blob {len(content)}\0".encode()
    return hashlib.sha1(header + content, usedforsecurity=False).hexdigest()


class Course:
    """The folder that holds phases/, and the learner's state in .course/."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.phases_folder = root / "phases"
        self.state_folder = root / ".course"

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """What the build wrote: for each phase its manifest and the id of every file.

        Raises: CourseError when it is missing or broken.
        """
        path = self.phases_folder / MANIFEST
        try:
            manifest: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise CourseError("phases/ has not been built here.", "Run: course build") from None
        except (ValueError, OSError) as error:
            raise CourseError(
                f"phases/{MANIFEST} cannot be read: {error}.",
                f"Bring it back: git checkout -- phases/{MANIFEST}",
            ) from None
        return manifest

    @cached_property
    def phases(self) -> dict[str, Phase]:
        """All phases by number, in order."""
        found = (
            parse_phase(entry["phase"], slug, f"phases/{MANIFEST}")
            for slug, entry in self.manifest["phases"].items()
        )
        return {phase.number: phase for phase in found}

    def phase(self, name: str) -> Phase:
        """A phase by number, folder name, or an exercise's id.

        Raises: CourseError, naming the nearest ones.
        """
        name = name.rstrip("/").rpartition("/")[2]
        number = name.partition(".")[0]
        for phase in self.phases.values():
            if name == phase.slug or (number.isdecimal() and int(number) == int(phase.number)):
                return phase
        raise unknown("phase", name, [phase.slug for phase in self.phases.values()])

    def exercise(self, exercise_id: str) -> tuple[Phase, Exercise]:
        """An exercise and its phase, by id.

        Raises: CourseError, naming the nearest phases, or the nearest exercises of the phase.
        """
        phase = self.phase(exercise_id)
        return phase, phase.exercise(exercise_id)

    def folder(self, phase: Phase) -> Path:
        """Where the learner works on a phase."""
        return self.phases_folder / phase.slug

    def built_files(self, phase: Phase) -> Mapping[str, str]:
        """Every file of a phase as it was built: path -> git's id of its content."""
        files: Mapping[str, str] = self.manifest["phases"][phase.slug]["files"]
        return files

    def is_as_built(self, phase: Phase, path: str) -> bool:
        """Whether a file is there, unchanged."""
        try:
            content = (self.folder(phase) / path).read_bytes()
        except OSError:
            return False
        return blob_id(content) == self.built_files(phase)[path]

    def is_work(self, phase: Phase, path: Path) -> bool:
        """Whether a saved file is the learner's work, and not what their program wrote.

        So is a folder of such files that has just come: what was written into it before the system
        began to watch it is not told.
        """
        folder = self.folder(phase).resolve()
        if not path.is_relative_to(folder):
            return False
        written = {file for exercise in phase.exercises for file in exercise.files}
        written |= self.built_files(phase).keys()
        name = path.relative_to(folder)
        folders = {parent for file in written for parent in PurePath(file).parents}
        return name.suffix == ".py" or name.as_posix() in written or name in folders

    def changed_files(self, phase: Phase) -> Iterator[str]:
        """The built files that the learner edited or deleted."""
        return (path for path in self.built_files(phase) if not self.is_as_built(phase, path))

    @property
    def has_solutions(self) -> bool:
        """Whether this copy has the source of the phases."""
        return (self.root / "solutions").is_dir()

    @cached_property
    def solutions(self) -> "Solutions":
        """The source of the phases, where this copy has it.

        Raises: CourseError where it has not.
        """
        from course.solutions import Solutions

        return Solutions(self.root / "solutions")

    def as_built(self, phase: Phase, path: str) -> bytes:
        """A file as it was built: from the folder, else from git, else built again.

        Raises: CourseError when none of them has it.
        """
        wanted = self.built_files(phase)[path]
        if self.is_as_built(phase, path):
            return (self.folder(phase) / path).read_bytes()
        content = self._from_git(wanted)
        if content is None and self.has_solutions:
            from course.build import phase_tree

            content = phase_tree(self.solutions, self.solutions.phase(phase.number)).get(path)
        if content is None or blob_id(content) != wanted:
            raise CourseError(
                f"The original of {path} in {phase.slug} is not to be had: "
                "this copy has neither git nor solutions/ for it.",
                "Take a fresh copy of the course and bring your phases/ along.",
            )
        return content

    def _from_git(self, blob: str) -> bytes | None:
        try:
            done = subprocess.run(
                ["git", "cat-file", "blob", blob],
                cwd=self.root,
                capture_output=True,
                check=False,
            )
        except OSError:
            return None
        return done.stdout if done.returncode == 0 else None


@functools.cache
def settings_of(project: Path) -> dict[str, Any]:
    """What a phase's pyproject.toml says under [tool.course]; empty when it cannot be read."""
    try:
        data = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    settings: dict[str, Any] = data.get("tool", {}).get("course", {})
    return settings
