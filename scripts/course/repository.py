"""Git, asked about one clone."""

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from course.errors import CourseError

Entries = dict[str, tuple[str, str]]
"""The files of a commit: path -> mode and git's id of the content."""
SECONDS = 300


class Git:
    """Runs git in a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def __call__(
        self, *words: str, given: bytes = b"", env: Mapping[str, str] | None = None
    ) -> str:
        """What a command prints.

        Raises: CourseError with what git says, when it fails.
        """
        return self.raw(*words, given=given, env=env).decode(errors="replace").strip()

    def raw(self, *words: str, given: bytes = b"", env: Mapping[str, str] | None = None) -> bytes:
        """What a command prints, byte by byte.

        Raises: CourseError with what git says, when it fails.
        """
        asks = {} if sys.stdin.isatty() else {"GIT_TERMINAL_PROMPT": "0"}
        try:
            done = subprocess.run(
                ["git", *words],
                cwd=self.root,
                input=given,
                capture_output=True,
                check=False,
                timeout=SECONDS,
                env={**os.environ, "LC_ALL": "C", **asks, **(env or {})},
            )
        except OSError:
            raise CourseError("There is no git here.", "Install git.") from None
        except subprocess.TimeoutExpired:
            raise CourseError(f"git {words[0]} took more than {SECONDS} s.", "Try again.") from None
        if done.returncode:
            lines = done.stderr.decode(errors="replace").strip().splitlines() or ["it failed"]
            told = next((line for line in lines if line.startswith("fatal: ")), lines[-1])
            raise CourseError(f"git {words[0]}: {told.removeprefix('fatal: ')}")
        return done.stdout

    def asked(self, *words: str) -> str:
        """What a command prints, or nothing when it fails."""
        try:
            return self(*words)
        except CourseError:
            return ""

    def holds(self, *words: str) -> bool:
        """Whether a command that answers by its exit code says yes."""
        try:
            self(*words)
        except CourseError:
            return False
        return True

    def commit(self, name: str) -> str:
        """The id of a commit, or nothing when there is none of that name."""
        return self.asked("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")

    def is_ancestor(self, one: str, other: str) -> bool:
        """Whether a commit is in the history of another, or is that one."""
        return self.holds("merge-base", "--is-ancestor", one, other)

    def entries(self, commit: str) -> Entries:
        """All files of a commit."""
        found = {}
        for line in filter(None, os.fsdecode(self.raw("ls-tree", "-r", "-z", commit)).split("\0")):
            about, _, path = line.partition("\t")
            mode, _, identity = about.split(" ")
            found[path] = (mode, identity)
        return found

    def contents(self, ids: Iterable[str]) -> dict[str, bytes]:
        """Contents by id; one that this clone does not have is left out."""
        wanted = "".join(f"{each}\n" for each in ids).encode()
        output = self.raw("cat-file", "--batch", given=wanted) if wanted else b""
        found, at = {}, 0
        while at < len(output):
            end = output.index(b"\n", at)
            words = output[at:end].decode().split()
            at = end + 1
            if words[-1].isdigit():  # else it is "missing"
                found[words[0]] = output[at : at + int(words[-1])]
                at += int(words[-1]) + 1
        return found
