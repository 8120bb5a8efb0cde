"""What in a folder is somebody's work, and what tools leave there."""

import fnmatch
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

CACHES = ("__pycache__", ".*_cache", ".venv", "node_modules", "*.pyc", ".DS_Store")


def is_left_by_tools(path: Path, left_out: Iterable[str] = CACHES) -> bool:
    """Whether a file or folder has such a name, or is an environment, whatever its name."""
    named = any(fnmatch.fnmatch(path.name, pattern) for pattern in left_out)
    return named or (path / "pyvenv.cfg").is_file()


def files(folder: Path, left_out: Iterable[str] = CACHES) -> Iterator[Path]:
    """The files in a folder and below; what tools leave there is not even looked into."""
    patterns = tuple(left_out)
    for here, folders, names in os.walk(folder):
        folders[:] = [n for n in folders if not is_left_by_tools(Path(here, n), patterns)]
        for path in (Path(here, name) for name in names):
            if not is_left_by_tools(path, patterns) and path.is_file():
                yield path
