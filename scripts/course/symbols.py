"""Python definitions by name: found with `ast`, exchanged as text, so that all else stays as it is.

A symbol is a function, a class, `Class.method` or a module-level name. All bindings of a name are
one symbol: overloads, the parts of a property, the branches of an `if TYPE_CHECKING`.
"""

import ast
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from course.errors import CourseError

ROUTE_METHODS = frozenset(
    {"get", "post", "put", "patch", "delete", "head", "options", "trace"}
    | {"route", "api_route", "websocket"}
)
Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Binding:
    """A statement that binds a name, and the statements beside it."""

    node: ast.stmt
    block: list[ast.stmt]


@dataclass(frozen=True, slots=True)
class Edit:
    """Lines `start` to `end` (from 0, end left out) become `lines`."""

    start: int
    end: int
    lines: list[str]


_parse = lru_cache(maxsize=64)(ast.parse)
"""Projects that are made one after the other have most files in common."""


class Module:
    """The source of a Python file, taken apart by name."""

    def __init__(self, source: str, path: str) -> None:
        self.source, self.path = source, path
        try:
            self.tree = _parse(source, path)
        except SyntaxError as error:
            raise CourseError(
                f"{path}, line {error.lineno}: {error.msg}.", "Mend the file's syntax first."
            ) from None
        # Not splitlines(): for `ast` a form feed or U+2028 ends no line.
        self.lines = source.replace("\r\n", "\n").removesuffix("\n").split("\n")

    def bindings(self, name: str) -> list[Binding]:
        """Every statement that binds `name`, in order; empty if there is none."""
        outer, _, member = name.partition(".")
        found = list(_binding(self.tree.body, outer, self.path))
        if not member:
            return found
        classes = [b.node for b in found if isinstance(b.node, ast.ClassDef)]
        return [b for node in classes for b in _binding(node.body, member, self.path)]

    def definitions(self) -> dict[str, list[Binding]]:
        """All names that the module binds, imports left out, in order."""
        return _grouped(self.tree.body, self.path)

    def span(self, node: ast.stmt) -> tuple[int, int]:
        """Lines of a statement with its decorators and the comment right above it."""
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))]) - 1
        while first > 0 and re.match(rf"\s{{{node.col_offset}}}#", self.lines[first - 1]):
            first -= 1
        return first, node.end_lineno or node.lineno

    def text(self, bindings: Iterable[Binding]) -> list[str]:
        """The lines of a symbol, its parts apart as they stand in the file."""
        lines: list[str] = []
        for binding in bindings:
            start, end = self.span(binding.node)
            gap = _gap(binding.node) if lines else 0
            lines += [""] * gap + self.lines[start:end]
        return lines

    def edited(self, edits: Iterable[Edit]) -> str:
        """The source after some edits, which must not overlap."""
        lines = list(self.lines)
        for edit in sorted(edits, key=lambda e: (e.start, e.end))[::-1]:
            lines[edit.start : edit.end] = edit.lines
        return "\n".join(lines).rstrip("\n") + "\n"


def _gap(node: ast.stmt) -> int:
    if not isinstance(node, Definition):
        return 0
    return 1 if node.col_offset else 2


def _names(node: ast.stmt) -> list[str]:
    """The names that a statement binds."""
    if isinstance(node, Definition):
        return [node.name]
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = list(node.targets)
    elif isinstance(node, ast.AnnAssign):
        targets = [node.target]
    elif type(node).__name__ == "TypeAlias":  # `type X = …`, new in Python 3.12
        targets = [node.name]  # type: ignore[attr-defined]
    names = []
    while targets:
        target = targets.pop(0)
        if isinstance(target, ast.Name):
            names.append(target.id)
        elif isinstance(target, ast.Tuple | ast.List):
            targets += target.elts
    return names


def _only(names: list[str], node: ast.stmt, path: str) -> str:
    """The one name that a statement binds, or "" for one that binds none."""
    if len(names) > 1:
        raise CourseError(
            f"{path}, line {node.lineno}: one statement binds {' and '.join(names)}.",
            "Give each name a statement of its own, so that it can be exchanged.",
        )
    return names[0] if names else ""


def _statements(body: list[ast.stmt]) -> Iterator[Binding]:
    """The statements of a block and of the branches in it (`if`, `try`, `with`)."""
    for node in body:
        yield Binding(node, body)
        if isinstance(node, ast.If | ast.Try | ast.With):
            for name in ("body", "orelse", "finalbody"):
                yield from _statements(getattr(node, name, []))
            for handler in getattr(node, "handlers", []):
                yield from _statements(handler.body)


def _binding(body: list[ast.stmt], name: str, path: str) -> Iterator[Binding]:
    for binding in _statements(body):
        names = _names(binding.node)
        if name in names and _only(names, binding.node, path):
            yield binding


def _grouped(body: list[ast.stmt], path: str) -> dict[str, list[Binding]]:
    found: dict[str, list[Binding]] = {}
    for binding in _statements(body):
        name = _only(_names(binding.node), binding.node, path)
        if name:
            found.setdefault(name, []).append(binding)
        elif not isinstance(
            binding.node, ast.Import | ast.ImportFrom | ast.If | ast.Try | ast.With | ast.Pass
        ) and not _is_docstring(binding.node):
            raise CourseError(
                f"{path}, line {binding.node.lineno}: a statement without a name "
                "cannot be exchanged.",
                "Hold definitions only, or let the exercise solve the whole file.",
            )
    return found


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def is_route(node: ast.stmt) -> bool:
    """Whether a statement is a path operation: a function under `@router.get(…)` or the like."""
    return isinstance(node, Function) and any(
        isinstance(d, ast.Call)
        and isinstance(d.func, ast.Attribute)
        and d.func.attr in ROUTE_METHODS
        for d in node.decorator_list
    )


def _is_overload(node: Function) -> bool:
    names = [d.attr if isinstance(d, ast.Attribute) else d for d in node.decorator_list]
    return any(n == "overload" or (isinstance(n, ast.Name) and n.id == "overload") for n in names)


def classes(source: str, path: str) -> set[str]:
    """The names of the classes that a file defines."""
    return {node.name for node in Module(source, path).tree.body if isinstance(node, ast.ClassDef)}


def extract(source: str, name: str, path: str) -> str:
    """The source of one symbol, moved to the left margin.

    Raises: CourseError when the file has no such name.
    """
    module = Module(source, path)
    bindings = module.bindings(name)
    if not bindings:
        raise CourseError(f"{path} has no {name}.", "Name a definition of that file.")
    return textwrap.dedent("\n".join(module.text(bindings))) + "\n"


def remove(module: Module, bindings: list[Binding], instead: list[str] | None = None) -> list[Edit]:
    """Edits that take a symbol out, `instead` in the place of its first statement."""
    edits: list[Edit] = []
    emptied: list[list[ast.stmt]] = []
    for index, binding in enumerate(bindings):
        start, end = module.span(binding.node)
        lines = instead if index == 0 and instead else []
        alone = all(any(n is b.node for b in bindings) for n in binding.block)
        if alone and binding.node.col_offset and not any(b is binding.block for b in emptied):
            emptied.append(binding.block)
            lines = [*lines, " " * binding.node.col_offset + "pass"]
        if not lines:  # the blank lines before it go with it
            while start > 0 and not module.lines[start - 1].strip():
                start -= 1
        edits.append(Edit(start, end, lines))
    return edits


def blank(source: str, name: str, path: str, exercise_id: str, title: str) -> str:
    """Take the solution out of a function or a path operation.

    Raises: CourseError for a name that is absent, or that needs a blank written by hand.
    """
    module = Module(source, path)
    bindings = module.bindings(name)
    if not bindings:
        raise CourseError(
            f"{path} has no {name}, which exercise {exercise_id} solves.",
            "Correct `solves` in phase.toml, or write the definition.",
        )
    if any(is_route(b.node) for b in bindings):
        indent = " " * bindings[0].node.col_offset
        comment = f"{indent}# Exercise {exercise_id}: {title}. Write `{name}` here."
        return module.edited(remove(module, bindings, [comment]))
    edits = []
    for binding in bindings:
        if not isinstance(binding.node, Function):
            raise CourseError(
                f"{path}: {name} is not a function, so its blank cannot be derived.",
                f"Write it by hand in answers/blank/{exercise_id}-<slug>/{path}.",
            )
        if not _is_overload(binding.node):
            edits.append(_blank_body(module, binding.node, exercise_id))
    return module.edited(edits)


def _blank_body(module: Module, node: Function, exercise_id: str) -> Edit:
    """Keep decorators, signature and docstring; the body says which exercise writes it."""
    first, end = node.body[0], node.end_lineno or node.lineno
    indent = " " * (node.col_offset + 4)
    body = [f'{indent}raise NotImplementedError("exercise {exercise_id}")']
    if _is_generator(node):
        body.append(f"{indent}yield")
    if _is_docstring(first):
        if _starts_its_line(module, first):
            return Edit(first.end_lineno or first.lineno, end, body)
        docstring = indent + ast.unparse(first)
        return Edit(first.lineno - 1, end, [*_split_header(module, node), docstring, *body])
    if _starts_its_line(module, first):
        start = first.lineno - 1
        while not module.lines[start - 1].strip() or module.lines[start - 1].lstrip().startswith(
            "#"
        ):
            start -= 1
        return Edit(start, end, body)
    return Edit(first.lineno - 1, end, [*_split_header(module, node), *body])


def _starts_its_line(module: Module, node: ast.stmt) -> bool:
    head = module.lines[node.lineno - 1].encode()[: node.col_offset]
    return not head.strip()


def _split_header(module: Module, node: Function) -> list[str]:
    """The header of a one-line function: all of the line before its body."""
    first = node.body[0]
    return [module.lines[first.lineno - 1].encode()[: first.col_offset].decode().rstrip()]


def _is_generator(node: Function) -> bool:
    todo: list[ast.AST] = list(node.body)
    while todo:
        current = todo.pop()
        if isinstance(current, ast.Yield | ast.YieldFrom):
            return True
        if not isinstance(current, Function | ast.Lambda | ast.ClassDef):
            todo += ast.iter_child_nodes(current)
    return False


def swap(
    source: str,
    answer: str,
    path: str,
    *,
    by_member: frozenset[str] = frozenset(),
    removes: Iterable[str] = (),
) -> str:
    """Exchange definitions of `source` by those of `answer` of the same name.

    A class named in `by_member` is exchanged member by member. Imports that `source` lacks are
    merged. A new name goes before the exchanged definition that follows it in the answer, else in
    the place of the first removed name, else to the end.

    Raises: CourseError when the answer is not made of definitions, or removes what is not there.
    """
    base, new = Module(source, path), Module(answer, path)
    definitions = new.definitions()
    removed = [b for name in removes for b in _to_remove(base, name, definitions)]
    edits = _new_imports(base, new)
    added = _exchange(base, new, definitions, edits, by_member)
    if added and not removed:
        edits.append(Edit(len(base.lines), len(base.lines), ["", "", *added]))
    edits += remove(base, removed, added)
    return base.edited(edits)


def _to_remove(base: Module, name: str, definitions: Mapping[str, object]) -> list[Binding]:
    bindings = base.bindings(name)
    if not bindings:
        raise CourseError(f"{base.path} has no {name} to remove.", "Correct `removes`.")
    if name in definitions:
        raise CourseError(
            f"{base.path}: {name} is both removed and exchanged.", "Leave it out of `removes`."
        )
    return bindings


def _exchange(
    base: Module,
    new: Module,
    definitions: Mapping[str, list[Binding]],
    edits: list[Edit],
    by_member: frozenset[str] = frozenset(),
    owner: str = "",
) -> list[str]:
    """Add the edits that exchange definitions; lines of new names that nothing follows."""
    waiting: list[str] = []
    for name, found in definitions.items():
        mine = base.bindings(owner + name)
        node = found[0].node
        if name in by_member and isinstance(node, ast.ClassDef):
            if not mine:
                raise CourseError(f"{base.path} has no class {name}.", "Name one of that file.")
            start, end = base.span(mine[-1].node)
            if waiting:
                edits.append(Edit(start, start, [*_lstrip(waiting), "", ""]))
                waiting = []
            members = _grouped(node.body, base.path)
            if added := _exchange(base, new, members, edits, owner=f"{name}."):
                edits.append(Edit(end, end, ["", *added]))
        elif mine:
            edits += _exchange_one(base, new, found, mine, _lstrip(waiting))
            waiting = []
        else:
            waiting += [""] * _gap(node) + new.text(found)
    return _lstrip(waiting)


def _exchange_one(
    base: Module, new: Module, found: list[Binding], mine: list[Binding], before: list[str]
) -> list[Edit]:
    """Part by part where both have as many (the branches of an `if` too), else all at once."""
    if len(found) != len(mine) and (_in_branch(new, found) or _in_branch(base, mine)):
        raise CourseError(
            f"{new.path}, line {found[0].node.lineno}: in the phase this name is bound "
            f"{len(mine)} times, in branches of an `if`, `try` or `with`; here {len(found)} times.",
            "Bind it in as many branches, in the same order.",
        )
    parts = [[part] for part in found] if len(found) == len(mine) else [found]
    edits = remove(base, mine[len(parts) :])
    for part, old in zip(parts, mine, strict=False):
        start, end = base.span(old.node)
        lines = _indented(new.text(part), old.node.col_offset - part[0].node.col_offset)
        gap = [""] * _gap(old.node) if before else []
        edits.append(Edit(start, end, [*before, *gap, *lines]))
        before = []
    return edits


def _in_branch(module: Module, bindings: list[Binding]) -> bool:
    owners = [n for n in ast.walk(module.tree) if isinstance(n, ast.Module | ast.ClassDef)]
    return any(all(b.block is not owner.body for owner in owners) for b in bindings)


def _lstrip(lines: list[str]) -> list[str]:
    text = list(lines)
    while text and not text[0]:
        text.pop(0)
    return text


def _indented(lines: list[str], by: int) -> list[str]:
    if by > 0:
        return [" " * by + line if line else line for line in lines]
    return [line[-by:] if not line[:-by].strip() else line for line in lines] if by else lines


def _new_imports(base: Module, new: Module) -> list[Edit]:
    """The answer's imports that the file lacks, after the file's own."""
    known = {(name, _source(n)) for n in _imports(base) for name in _aliases(n)}
    first: list[str] = []
    lines: list[str] = []
    for node in _imports(new):
        missing = [a for a in node.names if (_alias(a), _source(node)) not in known]
        if not missing:
            continue
        if node.col_offset:
            raise CourseError(
                f"{new.path}, line {node.lineno}: an import in a branch cannot be merged.",
                "Import it at the top of the answer.",
            )
        node.names = missing
        (first if _source(node) == "__future__" else lines).append(ast.unparse(node))
    top = base.tree.body[0].end_lineno or 0 if ast.get_docstring(base.tree) is not None else 0
    own = [n.end_lineno or 0 for n in _before_definitions(base)]
    edits = []
    if first:
        edits.append(Edit(top, top, ["", *first] if top else [*first, ""]))
    if lines and own:
        edits.append(Edit(max(own), max(own), lines))
    elif lines:
        edits.append(Edit(top, top, ["", *lines] if top else [*lines, "", ""]))
    return edits


def _imports(module: Module) -> list[ast.Import | ast.ImportFrom]:
    """All imports of a module's own level, those in branches too."""
    nodes = (b.node for b in _statements(module.tree.body))
    return [n for n in nodes if isinstance(n, ast.Import | ast.ImportFrom)]


def _before_definitions(module: Module) -> Iterator[ast.stmt]:
    """The imports at the top: a late one would come too late for what is defined before it."""
    for node in module.tree.body:
        if isinstance(node, Definition):
            return
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node


def _source(node: ast.Import | ast.ImportFrom) -> str:
    return f"{'.' * node.level}{node.module or ''}" if isinstance(node, ast.ImportFrom) else ""


def _alias(alias: ast.alias) -> str:
    return f"{alias.name} as {alias.asname or alias.name}"


def _aliases(node: ast.Import | ast.ImportFrom) -> list[str]:
    return [_alias(a) for a in node.names]
