"""What an exercise requires: the docstrings of its tests, read without running them."""

import ast
from functools import cache
from pathlib import Path


@cache
def requirements(source: str) -> dict[str, str]:
    """Each test of a file, in order, with the requirement that its docstring states.

    It is one line. The points of a list, each of which begins with `* `, are lines of their own.
    """
    return {
        node.name: "\n* ".join(" ".join(p.split()) for p in _parts(ast.get_docstring(node)))
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test")
    }


def _parts(docstring: str | None) -> list[str]:
    return (docstring or "").split("\n* ")


def test_files(folder: Path) -> list[Path]:
    """The test files of a folder, in the order of their exercises."""
    return sorted(folder.glob("test_*.py"), key=lambda path: _numbers(path.name))


def _numbers(name: str) -> tuple[tuple[int, str], ...]:
    parts = name.removesuffix(".py").split("_")
    return tuple((int(p), "") if p.isdigit() else (0, p) for p in parts)
