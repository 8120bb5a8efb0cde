"""Nodes of YAML and JSON files by pointer (RFC 6901), exchanged as text, so that comments stay."""

import json
from dataclasses import dataclass
from functools import lru_cache, reduce
from typing import Any

import yaml

from course.errors import CourseError

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_compose = lru_cache(maxsize=16)(yaml.compose)


@dataclass(frozen=True, slots=True)
class Entry:
    """Where `key: value` stands: lines from 0 (end left out), and the column of the key."""

    start: int
    end: int
    column: int


def exchange(text: str, pointer: str, answer: str, path: str) -> str:
    """Put the answer's node at `pointer` in the place of the file's; one it lacks is removed.

    Raises: CourseError for a pointer that leads through a list or a `{…}`, or whose parent is
    missing.
    """
    keys = _keys(pointer)
    if path.endswith(".json"):
        return _exchange_json(text, keys, answer, path)
    old, new = _find(text, keys, path), _find(answer, keys, path)
    lines = text.splitlines()
    source = answer.splitlines()
    if old is None and new is None:
        return text
    if old is None:
        return _insert(lines, keys, source, new, path)
    if new is None:
        parent = keys[:-1]
        del lines[old.start : old.end]
        if parent and _is_empty(lines, parent, path):
            above = _find("\n".join(lines), parent, path)
            lines[above.start] = lines[above.start].rstrip() + " {}"  # type: ignore[union-attr]
    else:
        lines[old.start : old.end] = _shifted(source, new, old.column)
    return "\n".join(lines) + "\n"


def extract(text: str, pointer: str, path: str) -> str:
    """The lines of one node with its key, moved to the left margin.

    Raises: CourseError when there is no such node.
    """
    keys = _keys(pointer)
    if not exists(text, pointer, path):
        raise CourseError(f"{path} has nothing at {pointer}.", "Correct the pointer.")
    if path.endswith(".json"):
        value = reduce(lambda node, key: node[key], keys, _parse_json(text, path))
        return json.dumps({keys[-1]: value}, indent=2, ensure_ascii=False) + "\n"
    entry = _find(text, keys, path)
    return "\n".join(_shifted(text.splitlines(), entry, 0)) + "\n" if entry else ""


def exists(text: str, pointer: str, path: str) -> bool:
    """Whether the file has a node there."""
    keys = _keys(pointer)
    if not path.endswith(".json"):
        return _find(text, keys, path) is not None
    node = _parse_json(text, path)
    for key in keys:
        if not isinstance(node, dict) or key not in node:
            return False
        node = node[key]
    return True


def _keys(pointer: str) -> list[str]:
    return [k.replace("~1", "/").replace("~0", "~") for k in pointer.strip("/").split("/")]


def _find(text: str, keys: list[str], path: str) -> Entry | None:
    try:
        node = _compose(text, Loader=Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", error)
        raise CourseError(f"{path}{where}: {problem}.", "Mend the file's syntax first.") from None
    entry = None
    lines = text.splitlines()
    for key in keys:
        if not isinstance(node, yaml.MappingNode):
            return None
        found = next(((k, v) for k, v in node.value if str(k.value) == key), None)
        if found is None:
            return None
        if node.flow_style:
            raise CourseError(
                f"{path}: {key!r} stands inside {{…}}, where a node cannot be exchanged.",
                "Write its parent in block style, a line for each key.",
            )
        name, node = found
        end = max(node.end_mark.line + (node.end_mark.column > 0), name.start_mark.line + 1)
        end = min(end, len(lines))
        column = name.start_mark.column
        while end - 1 > name.start_mark.line and _is_outside(lines[end - 1], column):
            end -= 1
        entry = Entry(name.start_mark.line, end, column)
    return entry


def _is_outside(line: str, column: int) -> bool:
    """Blank lines, comments and keys behind an entry that belong to what follows it."""
    text = line.lstrip()
    indent = len(line) - len(text)
    in_list = indent == column and f"{text} ".startswith("- ")  # a list may stand below its key
    return not text or (indent <= column and not in_list)


def _shifted(lines: list[str], entry: Entry, column: int) -> list[str]:
    by = column - entry.column
    block = lines[entry.start : entry.end]
    if by >= 0:
        return [" " * by + line if line.strip() else line for line in block]
    return [line[-by:] for line in block]


def _insert(
    lines: list[str], keys: list[str], source: list[str], new: Entry | None, path: str
) -> str:
    parent = _find("\n".join(lines), keys[:-1], path) if len(keys) > 1 else None
    if new is None or (len(keys) > 1 and parent is None):
        raise CourseError(
            f"{path}: there is no {'/'.join(keys[:-1])} to put {keys[-1]!r} into.",
            "Keep the parent of what the exercise solves.",
        )
    if parent is None:
        return "\n".join([*lines, *_shifted(source, new, 0)]) + "\n"
    lines[parent.start] = lines[parent.start].removesuffix(" {}")
    column = next(
        (
            len(line) - len(line.lstrip())
            for line in lines[parent.start + 1 : parent.end]
            if _is_key(line)
        ),
        parent.column + 2,
    )
    lines[parent.end : parent.end] = _shifted(source, new, column)
    return "\n".join(lines) + "\n"


def _is_key(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _is_empty(lines: list[str], keys: list[str], path: str) -> bool:
    value: Any = yaml.load("\n".join(lines), Loader=Loader)  # noqa: S506 - a safe loader
    for key in keys:
        if not isinstance(value, dict) or key not in value:
            raise CourseError(f"{path}: nothing is left at {'/'.join(keys)}.", "Keep the parent.")
        value = value[key]
    return value is None


def _exchange_json(text: str, keys: list[str], answer: str, path: str) -> str:
    document, node = _parse_json(text, path), _parse_json(answer, path)
    parent = document
    for key in keys[:-1]:
        parent = parent.get(key) if isinstance(parent, dict) else None
    if not isinstance(parent, dict):
        raise CourseError(f"{path}: {'/'.join(keys[:-1])} is no object.", "Correct the pointer.")
    try:
        parent[keys[-1]] = reduce(lambda part, key: part[key], keys, node)
    except (KeyError, TypeError):
        parent.pop(keys[-1], None)
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _parse_json(text: str, path: str) -> Any:  # noqa: ANN401 - whatever the file holds
    try:
        return json.loads(text)
    except ValueError as error:
        raise CourseError(
            f"{path} is not JSON: {error}.", "Mend the file's syntax first."
        ) from None
