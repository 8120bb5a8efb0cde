"""Reads a Dockerfile, and tells what would be in its image: without building it.

It follows the instructions that move files (FROM, COPY, ADD, WORKDIR), ARG and ENV, and the rules
of .dockerignore. RUN is not carried out. So this is the lesser check: an image that was built and
run says more.
"""

import json
import re
import shlex
from dataclasses import dataclass, field
from fnmatch import translate
from itertools import takewhile
from pathlib import Path, PurePosixPath

WITH_TEXT = re.compile(r"\\\s*\n")
HERE_DOCUMENT = re.compile(r"<<-?[\"']?(\w+)")
VARIABLE = re.compile(r"\$(?:\{(\w+)(?::?-([^}]*))?\}|(\w+))")


@dataclass
class Stage:
    """One stage: its instructions, and the files that were copied into it."""

    base: str
    name: str
    steps: list = field(default_factory=list)
    """All instructions, as (NAME, arguments)."""
    files: dict = field(default_factory=dict)
    """Where each file lies, and which file of the context it is."""
    env: dict = field(default_factory=dict)
    user: str = ""
    workdir: str = "/"
    entry: list = field(default_factory=list)
    command: list | None = None
    health: list | None = None

    def index(self, name, containing=""):
        """The place of the first instruction of a name with a text in it; -1 without one."""
        for place, (found, arguments) in enumerate(self.steps):
            if found == name and containing in arguments:
                return place
        return -1


def instructions(text):
    """The instructions of a Dockerfile: (NAME, arguments); a here-document is among the latter."""
    text = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    lines = iter(WITH_TEXT.sub(" ", text).splitlines())
    for line in lines:
        name, _, arguments = line.strip().partition(" ")
        if found := HERE_DOCUMENT.search(arguments):
            document = takewhile(lambda each, end=found[1]: each.strip() != end, lines)
            arguments = "\n".join([arguments, *document])
        if name:
            yield name.upper(), arguments.strip()


def fill_in(text, values):
    """Replace variables by their values."""

    def value(found):
        name = found[1] or found[3]
        return values.get(name) or found[2] or ""

    return VARIABLE.sub(value, text)


def read(project, files):
    """The stages of the Dockerfile of a project, built with these files (paths) as the context."""
    context = [path for path in files if not is_ignored(path, rules(project))]
    given, stages = {}, []
    for name, raw in instructions((project / "Dockerfile").read_text(encoding="utf-8")):
        if name == "ARG":
            for each in raw.split():
                key, _, default = each.partition("=")
                given.setdefault(key, default)
        elif name == "FROM":
            words = [word for word in raw.split() if not word.startswith("--")]
            base = fill_in(words[0], given)
            stage = Stage(base, words[2] if len(words) > 2 else str(len(stages)))
            stage.raw_base = words[0]
            parent = next((s for s in stages if s.name == base), None)
            if parent:
                stage.files, stage.env = dict(parent.files), dict(parent.env)
                stage.user, stage.workdir = parent.user, parent.workdir
                stage.entry, stage.command, stage.health = (
                    parent.entry,
                    parent.command,
                    parent.health,
                )
            stages.append(stage)
        if stages:
            stages[-1].steps.append((name, raw))
            follow(stages, name, fill_in(raw, given | stages[-1].env), context)
    return stages


def follow(stages, name, arguments, context):
    """Do what one instruction says."""
    stage = stages[-1]
    if name == "ENV":
        words = shlex.split(arguments)
        pairs = words if "=" in words[0] else ["=".join(words)]
        stage.env |= dict(pair.split("=", 1) for pair in pairs)
    elif name == "USER":
        stage.user = arguments
    elif name == "WORKDIR":
        stage.workdir = str(PurePosixPath(stage.workdir) / arguments)
    elif name == "CMD":
        stage.command = words_of(arguments)
    elif name == "ENTRYPOINT":
        stage.entry = words_of(arguments)
    elif name == "HEALTHCHECK":
        _, _, command = arguments.partition("CMD ")
        stage.health = words_of(command) if command else None
    elif name in {"COPY", "ADD"}:
        copy(stages, arguments, context)


def words_of(arguments):
    """The words of a command: as a list, or through a shell."""
    try:
        return json.loads(arguments)
    except ValueError:
        return ["/bin/sh", "-c", arguments]


def copy(stages, arguments, context):
    """Copy files into the last stage, from the context or from another stage."""
    stage = stages[-1]
    origin, sources, target = parts_of(arguments)
    if origin is None:
        known = {path: path for path in context}
    else:
        other = next((s for n, s in enumerate(stages) if origin in {s.name, str(n)}), None)
        known = {path.lstrip("/"): was for path, was in other.files.items()} if other else {}
        if other:
            known |= {f"{source.lstrip('/')}/(made there)": None for source in sources}
    into = str(PurePosixPath(stage.workdir) / target)
    for source in sources:
        pattern = pattern_of(source)
        for path, was in known.items():
            if not is_meant(path, pattern):
                continue
            if pattern == ".":
                rest = path
            elif path.startswith(f"{pattern}/"):
                rest = path[len(pattern) + 1 :]
            else:
                is_folder = target.endswith("/") or target in {".", "./"} or len(sources) > 1
                rest = PurePosixPath(path).name if is_folder or "*" in pattern else ""
            stage.files[str(PurePosixPath(into) / rest)] = was


def parts_of(arguments):
    """What a COPY says: (the stage or image it takes from, its sources, the target)."""
    options, rest = re.fullmatch(r"((?:--\S+\s+)*)(.*)", arguments, re.DOTALL).groups()
    words = json.loads(rest) if rest.startswith("[") else rest.split()
    origin = re.search(r"--from=(\S+)", options)
    return origin and origin[1], words[:-1], words[-1]


def pattern_of(source):
    """A source of a COPY, as paths of the context are written."""
    return source.removeprefix("./").strip("/") or "."


def is_meant(path, pattern):
    """Whether a COPY of such a pattern takes a file along."""
    return (
        pattern == "."
        or path.startswith(f"{pattern}/")
        or re.fullmatch(translate(pattern), path) is not None
    )


def copied_before(stage, place):
    """Which files of the context a stage has copied before one of its instructions."""
    asked = [parts_of(raw) for name, raw in stage.steps[:place] if name in {"COPY", "ADD"}]
    patterns = [pattern_of(each) for origin, sources, _ in asked if not origin for each in sources]
    return {
        was
        for was in stage.files.values()
        if was and any(is_meant(was, pattern) for pattern in patterns)
    }


def rules(project):
    """The patterns of .dockerignore, in their order."""
    path = Path(project, ".dockerignore")
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def is_ignored(path, patterns):
    """Whether a file stays out of the context: the last pattern that fits decides.

    https://docs.docker.com/build/concepts/context/#dockerignore-files
    """
    ignored = False
    parts = path.split("/")
    parents = ["/".join(parts[: n + 1]) for n in range(len(parts))]
    for pattern in patterns:
        keeps = pattern.startswith("!")
        regex = as_regex(pattern.removeprefix("!").strip("/"))
        if any(re.fullmatch(regex, each) for each in parents):
            ignored = not keeps
    return ignored


def as_regex(pattern):
    """A pattern of .dockerignore as a regular expression."""
    found = ""
    while pattern:
        if pattern.startswith("**/"):
            found, pattern = found + r"(?:.*/)?", pattern[3:]
        elif pattern.startswith("**"):
            found, pattern = found + ".*", pattern[2:]
        elif pattern[0] == "*":
            found, pattern = found + "[^/]*", pattern[1:]
        elif pattern[0] == "?":
            found, pattern = found + "[^/]", pattern[1:]
        elif pattern[0] == "[" and "]" in pattern:
            end = pattern.index("]") + 1
            found, pattern = found + pattern[:end], pattern[end:]
        else:
            found, pattern = found + re.escape(pattern[0]), pattern[1:]
    return found
