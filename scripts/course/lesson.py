"""What the proofs ask of a lesson: its listings, its exercises, and shell blocks that come true."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from course.errors import CourseError
from course.model import Phase
from course.solutions import Solutions

REPLAY_FILE = "test_replay.py"
FENCE = re.compile(r"^(?P<indent> *)(?P<ticks>`{3,})(?P<info>.*)$")
SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced block of a page."""

    line: int
    info: str
    lines: list[str]

    @property
    def is_illustration(self) -> bool:
        """Marked as not taken from tested code."""
        return ".illustration" in self.info


@dataclass(frozen=True, slots=True)
class Command:
    """A command of a shell block and the output that the text shows."""

    line: int
    command: str
    output: list[str]


def read(path: Path) -> str:
    """The source of a lesson.

    Raises: CourseError when it is missing.
    """
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(f"The lesson docs/phases/{path.name} is missing.", "Write it.") from None


def fences(page: str) -> Iterator[Fence]:
    """All fenced blocks, without their indentation."""
    opened: re.Match[str] | None = None
    start, held = 0, list[str]()
    for number, line in enumerate(page.splitlines(), start=1):
        match = FENCE.match(line)
        if opened is None:
            if match:
                opened, start, held = match, number, []
        elif match and not match["info"].strip() and len(match["ticks"]) >= len(opened["ticks"]):
            yield Fence(start, opened["info"].strip(), held)
            opened = None
        else:
            held.append(line[len(opened["indent"]) :] if line.strip() else "")


def shell_blocks(page: str) -> list[list[Command]]:
    """The blocks that are replayed, as commands with the output that they shall have."""
    found = []
    for fence in fences(page):
        if fence.info.partition(" ")[0] != "console" or fence.is_illustration:
            continue
        commands: list[Command] = []
        continued = False
        for offset, line in enumerate(fence.lines, start=1):
            if continued:
                last = commands[-1]
                commands[-1] = Command(last.line, f"{last.command}\n{line}", [])
            elif line.startswith("$ "):
                commands.append(Command(fence.line + offset, line[2:], []))
            elif commands:
                commands[-1].output.append(line)
                continue
            continued = line.endswith("\\")
        found.append(commands)
    return found


def replay_suite(page: str) -> bytes:
    """A test file that replays the lesson's shell blocks, each against a fresh server."""
    blocks = [[(c.line, c.command, c.output) for c in block] for block in shell_blocks(page)]
    source = f"""
import os

import pytest

from course.lesson import Command, replay

os.environ["SAMPLE_DATA"] = "true"  # as `course run` starts a phase
BLOCKS = {blocks!r}


@pytest.mark.parametrize("block", BLOCKS, ids=[f"line-{{b[0][0] if b else 0}}" for b in BLOCKS])
def test_block(block, request, project):
    kind = request.getfixturevalue("_settings")["kind"]
    served = kind in ("asgi", "wsgi", "server")
    port = request.getfixturevalue("server").port if served else None
    for line, command, output in block:
        replay(Command(line, command, output), port, project)
"""
    return source.encode()


def replay(command: Command, port: int | None, folder: Path) -> None:
    """Run a command as the text shows it, and compare its output.

    Raises: AssertionError, which names the line and shows both outputs.
    """
    text = command.command
    if port:
        text = text.replace("localhost:8000", f"127.0.0.1:{port}")
    with tempfile.TemporaryDirectory(prefix="course-replay-") as home:
        Path(home, ".curlrc").write_text("silent\nshow-error\n", encoding="utf-8")
        bin_folder = str(Path(sys.executable).parent)
        done = subprocess.run(
            ["bash", "-c", text],
            cwd=folder,
            env=os.environ
            | {"CURL_HOME": home, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=SECONDS,
            check=False,
        )
    output = done.stdout.decode(errors="replace").replace("\r", "")
    if port:
        output = output.replace(f"127.0.0.1:{port}", "localhost:8000")
    if not matches(command.output, output):
        shown = "\n      ".join(command.output)
        raise AssertionError(
            f"line {command.line}: `{command.command}` does not answer what the text shows."
            f"\n      text:\n      {shown}\n      in truth:\n      "
            + output.strip().replace("\n", "\n      ")
        )


def matches(expected: list[str], output: str) -> bool:
    """Whether an output is as the text shows it; `…` stands for any text, alone for any lines."""
    lines = [line.rstrip() for line in expected]
    while lines and not lines[-1]:
        lines.pop()
    pattern = ""
    for line in lines:
        if line.strip() == "…":
            pattern += r"(?:.*\n)*?"
        else:
            pattern += ".*".join(re.escape(part) for part in line.split("…")) + r"\n"
    text = (
        "".join(f"{line.rstrip()}\n" for line in output.strip("\n").split("\n")) if output else ""
    )
    return re.fullmatch(pattern, text if text.strip() else "") is not None


def fenced_lines(page: str) -> set[int]:
    """The numbers of the lines that stand in a fenced block, its borders included."""
    return {n for f in fences(page) for n in range(f.line, f.line + len(f.lines) + 2)}


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a page: its anchor on the site, and its line in the source."""

    id: str
    title: str
    level: int
    line: int


def headings(page: str) -> list[Heading]:
    """The headings of a page with their anchors, made by the site's own table of contents."""
    import markdown

    hidden = fenced_lines(page)
    found = [
        (number, line)
        for number, line in enumerate(page.splitlines(), start=1)
        if re.match(r"#{1,6} ", line) and number not in hidden
    ]
    converter: Any = markdown.Markdown(extensions=["attr_list", "toc"])
    converter.convert("\n\n".join(line for _, line in found))

    def flat(tokens: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        for token in tokens:
            yield token
            yield from flat(token["children"])

    return [
        Heading(token["id"], token["name"], token["level"], number)
        for token, (number, _) in zip(flat(converter.toc_tokens), found, strict=True)
    ]


def problems(page: str, phase: Phase, solutions: Solutions) -> Iterator[str]:
    """What is wrong with a lesson's text, line by line."""
    from course.markdown import expand

    try:
        expand(page, solutions)
    except CourseError as error:
        yield str(error)
    for fence in fences(page):
        word = fence.info.partition(" ")[0]
        if not fence.is_illustration and word != "console":
            yield (
                f"line {fence.line}: this code is written by hand. Embed it with `::: listing`, "
                "or mark it {.illustration}."
            )
    yield from _missing(page, phase)


def _missing(page: str, phase: Phase) -> Iterator[str]:
    """What the manifest promises and the text lacks."""
    lines = [line.strip() for line in page.splitlines()]
    anchors = {heading.id for heading in headings(page)}
    for exercise in phase.exercises:
        if lines.count(f"::: exercise {exercise.id}") != 1:
            yield f"`::: exercise {exercise.id}` must stand in the lesson once."
        if exercise.lesson not in anchors:
            yield f"exercise {exercise.id}: the lesson has no section #{exercise.lesson}."
    for topic, section in phase.topics.items():
        if section not in anchors:
            yield f"topic {topic}: the lesson has no section #{section}."
    for directive in (f"::: mistakes {phase.number}", f"::: changes {phase.number}"):
        if directive not in lines and (phase.after or "changes" not in directive):
            yield f"`{directive}` must stand in the lesson."
