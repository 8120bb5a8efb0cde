"""What the learner has reached: `.course/progress.json`, keyed by exercise id.

Read by `course status`, which must answer at once, so only the standard library is imported here.
A file that cannot be read is kept under another name, and the course goes on with a new one.
"""

import contextlib
import errno
import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from course.errors import CourseError

VERSION = 1


@dataclass(slots=True)
class Progress:
    """The state of every exercise that was ever judged."""

    passed: dict[str, bool] = field(default_factory=dict)
    """What the last verdict said, by exercise id."""
    hints: dict[str, int] = field(default_factory=dict)
    """How many hints of an exercise have been shown."""
    checkpoints: dict[str, str] = field(default_factory=dict)
    """When each phase first passed, by its folder's name."""
    last: str = ""
    """The folder's name of the phase that was judged last."""
    notice: str = ""
    """What the learner should know about the file itself."""

    def to_json(self) -> dict[str, Any]:
        """For the file."""
        ids = sorted(self.passed | self.hints, key=lambda i: [int(n) for n in i.split(".")])
        return {
            "version": VERSION,
            "exercises": {
                i: {"passed": self.passed.get(i, False), "hints": self.hints.get(i, 0)} for i in ids
            },
            "checkpoints": self.checkpoints,
            "last": self.last,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "Progress":
        """Of what `to_json` made.

        Raises: ValueError, KeyError, TypeError or AttributeError for anything else.
        """
        if data["version"] != VERSION:
            raise ValueError(f"it is of version {data['version']}, not {VERSION}")
        checkpoints = {str(k): str(v) for k, v in data["checkpoints"].items()}
        found = cls(checkpoints=checkpoints, last=str(data.get("last", "")))
        for exercise_id, entry in data["exercises"].items():
            _ = [int(part) for part in exercise_id.split(".")]
            found.passed[exercise_id] = bool(entry["passed"])
            found.hints[exercise_id] = int(entry["hints"])
        return found


def load(state_folder: Path) -> Progress:
    """The learner's progress; an unreadable file is set aside, which a notice says."""
    path = state_folder / "progress.json"
    try:
        return Progress.from_json(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return Progress()
    except OSError as error:
        return Progress(notice=f"{path.name} cannot be read: {error.strerror}.")
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        why = str(error) if isinstance(error, ValueError) else "something is missing in it"
        aside = path.with_name(f"progress-{stamp()}.json")
        with contextlib.suppress(OSError):  # a second process may have been quicker
            path.replace(aside)
        return Progress(
            notice=f"Your progress file could not be read ({why}). It is kept as "
            f".course/{aside.name}, and your code is untouched: `course check` of a phase "
            "records it again."
        )


def update(state_folder: Path, change: Callable[[Progress], None]) -> Progress:
    """Change the progress on disk; others that do the same wait.

    Where the folder cannot be written, the answer's notice says so, and the course goes on.
    """
    try:
        state_folder.mkdir(parents=True, exist_ok=True)
        with locked(state_folder / "progress.lock"):
            found = load(state_folder)
            before = json.dumps(found.to_json(), indent=1)
            change(found)
            after = json.dumps(found.to_json(), indent=1)
            path = state_folder / "progress.json"
            if after != before or not path.exists():
                write_atomically(path, f"{after}\n".encode())
    except OSError as error:
        found = load(state_folder)
        change(found)
        found.notice = (
            f"Your progress is not recorded: .course/ cannot be written ({error.strerror})."
        )
    return found


def stamp() -> str:
    """A name for now that sorts by time, wherever the clock of this machine stands."""
    return datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S-%f")


def now() -> str:
    """The moment, for the record."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that at any moment either the old or the new content is there, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def locked(path: Path, busy: str = "") -> Iterator[None]:
    """Hold a lock, which the system takes back when the process ends, however it ends.

    Without `busy` wait for it; else raise a CourseError with that sentence when another has it.
    """
    with path.open("a+") as file:
        try:
            _lock(file.fileno(), wait=not busy)
        except OSError as error:
            if not busy or error.errno not in {errno.EACCES, errno.EAGAIN}:
                raise  # this file system has no locks
            raise CourseError(
                busy, "Go on there, or end it there with q or Ctrl-C and start again."
            ) from None
        yield


def _lock(descriptor: int, *, wait: bool) -> None:
    """A record lock: it belongs to the process, so forked children do not keep it."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        windows: Any = msvcrt
        windows.locking(descriptor, windows.LK_LOCK if wait else windows.LK_NBLCK, 1)
    else:
        fcntl.lockf(descriptor, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
