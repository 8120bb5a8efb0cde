"""What a merge cannot know: a learner's file made to fit the phase that it comes into."""

import ast
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress

from course import symbols
from course.compare import part
from course.errors import CourseError
from course.model import Exercise, Phase, split_symbol
from course.requirements import requirements
from course.restore import back_to_starter


def as_in_starter(text: str, starter: str, path: str, exercise: Exercise, phase: Phase) -> str:
    """A file with what one exercise solves as the starter has it."""
    for symbol in exercise.solves:
        file, name, pointer = split_symbol(symbol)
        if file != path:
            continue
        if not name and not pointer:
            return starter
        if part_of(symbol, text) != part_of(symbol, starter):
            text = back_to_starter(text, starter, symbol, exercise, phase)
    return text


def part_of(symbol: str, text: str) -> str | None:
    """The part of a file that a symbol names, if it is there."""
    try:
        return part(symbol, text)
    except CourseError:
        return None


def whole_functions(merged: bytes, other: bytes, theirs: bytes, path: str) -> bytes:
    """Where lines of a function conflicted, the whole of it as the starter has it.

    Lines of two ways to write one function make no function together. `other` is the same merge
    where the learner's lines stand: what differs there is what conflicted.
    """
    text = merged.decode()
    with suppress(CourseError):  # what cannot be parsed is seen right after
        for name in _functions(theirs):
            symbol = f"{path}::{name}"
            own, starter = part_of(symbol, text), part_of(symbol, theirs.decode())
            if own is None or starter is None or own in (starter, part_of(symbol, other.decode())):
                continue
            outer, _, member = name.partition(".")
            body = "".join(f"    {line}\n" if line else "\n" for line in starter.splitlines())
            answer = f"class {outer}:\n{body}" if member else starter
            members = frozenset({outer} if member else ())
            text = symbols.swap(text, answer, path, by_member=members)
    return text.encode()


def _functions(source: bytes) -> Iterator[str]:
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name
        elif isinstance(node, ast.ClassDef):
            for member in node.body:
                if isinstance(member, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield f"{node.name}.{member.name}"


def first_test(source: str, path: str, guards: Collection[str]) -> str:
    """A test file with its first test only, guards aside: one that fails is enough to know."""
    module = symbols.Module(source, path)
    _, *others = sorted(requirements(source), key=lambda name: name in guards)
    edits = [edit for name in others for edit in symbols.remove(module, module.bindings(name))]
    return module.edited(edits)


def chained(own: Mapping[str, bytes], theirs: Mapping[str, bytes]) -> dict[str, bytes]:
    """The learner's own migrations, put after the phase's: Alembic wants them in one line.

    Only the first of them changes: what it says to come after.
    """
    links = dict(filter(None, map(_link, theirs.values())))
    heads = [revision for revision in links if revision not in links.values()]
    first = [path for path, content in own.items() if (link := _link(content)) and link[1] in links]
    if len(heads) != 1 or len(first) != 1:
        return {}
    [path] = first
    before = str((_link(own[path]) or ("", ""))[1])
    line = re.compile(rf"""(?m)^(down_revision\b[^=\n]*=\s*["']|Revises: ){re.escape(before)}\b""")
    text = line.sub(lambda found: found[1] + heads[0], own[path].decode())
    return {path: text.encode()} if before != heads[0] else {}


def _link(content: bytes) -> tuple[str, str | None] | None:
    """A migration's revision and the one before it; None for any other file."""
    if b"down_revision" not in content:
        return None
    values: dict[str, object] = {}
    with suppress(SyntaxError, ValueError):
        for node in ast.parse(content).body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(
                node.value, ast.Constant
            ):
                target = node.targets[0] if isinstance(node, ast.Assign) else node.target
                if isinstance(target, ast.Name):
                    values[target.id] = node.value.value
    revision, before = values.get("revision"), values.get("down_revision")
    if not isinstance(revision, str) or not isinstance(before, str | None):
        return None
    return revision, before
