"""Three-way merges: what two sides made of one file, brought together by `git merge-file`."""

import ast
import json
import re
import subprocess
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from course.errors import CourseError

Side = Literal["mine", "theirs"]
MARKED = re.compile(
    rb"^<{7} [^\n]*\n(?P<mine>.*?)^={7}\n(?P<theirs>.*?)^>{7} [^\n]*\n", re.MULTILINE | re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Merge:
    """What became of a file; None is a file that is not there."""

    content: bytes | None
    conflicts: int = 0
    marked: bytes = b""
    """Where lines conflict: the file with git's markers."""

    @property
    def hunks(self) -> list[tuple[str, str]]:
        """The lines that conflict, as the two sides have them."""
        found = MARKED.finditer(self.marked)
        return [(h["mine"].decode(), h["theirs"].decode()) for h in found]


def merge(
    base: bytes | None, mine: bytes | None, theirs: bytes | None, *, stands: Side = "theirs"
) -> Merge:
    """Merge a file. Where lines conflict, those of one side stand; else its whole file does.

    A whole file stands where one side has none, or where it is no text.
    Raises: CourseError without git.
    """
    if mine is not None and b"\r\n" in mine and b"\r\n" not in (base or b"") + (theirs or b""):
        mine = mine.replace(b"\r\n", b"\n")  # an editor's doing, and nobody's change
    if mine in (theirs, base):
        return Merge(theirs)
    if theirs == base:
        return Merge(mine)
    whole = mine if stands == "mine" else theirs
    if (
        base is None
        or mine is None
        or theirs is None
        or not all(map(_is_text, (base, mine, theirs)))
    ):
        return Merge(whole, conflicts=1)
    marked, conflicts = merge_lines(base, mine, theirs)
    if not conflicts:
        return Merge(marked)
    content, _ = merge_lines(base, mine, theirs, stands=stands)
    return Merge(content, conflicts, marked)


def merge_lines(
    base: bytes,
    mine: bytes,
    theirs: bytes,
    *,
    stands: Side | None = None,
    labels: tuple[str, str, str] = ("mine", "base", "theirs"),
) -> tuple[bytes, int]:
    """Merge texts, and count the conflicts: git's markers are around them, or one side stands.

    Raises: CourseError without git, or for what is no text.
    """
    options = {None: [], "mine": ["--ours"], "theirs": ["--theirs"]}[stands]
    for label in labels:
        options += ["-L", label]
    with tempfile.TemporaryDirectory(prefix="course-merge-") as folder:
        files = [Path(folder, name) for name in ("mine", "base", "theirs")]
        for file, content in zip(files, (mine, base, theirs), strict=True):
            file.write_bytes(content)
        command = ["git", "merge-file", "-p", *options, *map(str, files)]
        try:
            done = subprocess.run(command, capture_output=True, check=False)
        except OSError:
            raise CourseError("Files cannot be merged: there is no git.", "Install git.") from None
    if done.returncode < 0 or done.returncode > 127:
        told = done.stderr.decode(errors="replace").strip()
        raise CourseError(f"git merge-file failed: {told}.", "Is git in order?")
    return done.stdout, done.returncode


def fault(path: str, content: bytes) -> str:
    """Why a file is not what its name says, in a few words; empty when it is."""
    try:
        if path.endswith(".py"):
            ast.parse(content, path)
        elif path.endswith(".toml"):
            tomllib.loads(content.decode())
        elif path.endswith(".json"):
            json.loads(content)
        elif path.endswith((".yaml", ".yml")):
            import yaml

            try:
                yaml.safe_load(content)
            except yaml.YAMLError as error:
                raise ValueError(" ".join(str(error).split())) from None
    except SyntaxError as error:
        return f"line {error.lineno}: {error.msg}"
    except ValueError as error:
        return str(error)
    return ""


def _is_text(content: bytes) -> bool:
    try:
        return "\0" not in content.decode()
    except UnicodeDecodeError:
        return False
