"""A fresh application for each test, without importing it each time.

An import of the learner's modules costs 30 ms and more, a suite makes a hundred of them. So the
modules of the test before are used again, if they hold exactly what they held when they had just
been imported. Where anything changed, or holds something whose state cannot be seen from outside,
they are imported anew: that is always right, and only slower.
"""

import contextlib
import importlib
import os
import sys
import types
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextvars import ContextVar
from enum import Enum
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import Any

from course.explain import CannotImportError

LIBRARIES = frozenset(
    {"alembic", "annotated_types", "argon2", "dataclasses", "datetime", "decimal", "fastapi"}
    | {"functools", "__future__", "_collections", "jsonschema"}
    | {"jwt", "logging", "operator", "pathlib", "pydantic", "pydantic_core", "pydantic_settings"}
    | {"re", "sqlalchemy", "starlette", "string", "types", "typing", "typing_extensions", "uuid"}
    | {"zoneinfo", "_thread"}
)
"""Objects of their types do not change while requests are answered, but for those below; or what
changes is not seen in an answer, as with an engine and its connections."""
STATEFUL = frozenset({"State", "_local"})
UNCHANGING = (
    *(str, bytes, int, float, complex, range, slice, Enum),
    *(type(None), type(...), type(NotImplemented)),
)
CODE = (
    *(types.ModuleType, types.BuiltinFunctionType, types.MethodDescriptorType),
    *(types.WrapperDescriptorType, types.GetSetDescriptorType, types.MemberDescriptorType),
    types.GenericAlias,
)

CACHED = type(cache(len))
"""What functools.cache and lru_cache make."""


class UnseenStateError(Exception):
    """An object may hold state that cannot be compared."""


class _Loaded:
    """What was imported last, and what it held then."""

    target = ""
    app: Any = None
    held: "_Held | None" = None


def load(target: str, project: Path) -> Any:  # noqa: ANN401 - whatever the phase's app is
    """The object `module:name` of the project, with no state of an earlier test.

    Raises: CannotImportError.
    """
    held = _Loaded.held if _Loaded.target == f"{project}/{target}" else None
    if held and held.is_unchanged():
        return _Loaded.app
    _Loaded.held = None
    for name in [module.__name__ for module in _modules(project)]:
        del sys.modules[name]
    module_name, _, attribute = target.partition(":")
    try:
        _Loaded.app = getattr(importlib.import_module(module_name), attribute)
    except Exception as error:
        raise CannotImportError(target) from error
    _Loaded.target = f"{project}/{target}"
    with contextlib.suppress(UnseenStateError):
        _Loaded.held = _Held(project)
    return _Loaded.app


def forget_documents() -> None:
    """Let the OpenAPI document of what was loaded be made anew when somebody asks for it."""
    applications = [_Loaded.app]
    while applications:
        application = applications.pop()
        if getattr(application, "openapi_schema", None):
            application.openapi_schema = None
        mounted = (getattr(route, "app", None) for route in getattr(application, "routes", ()))
        applications += [app for app in mounted if hasattr(app, "openapi_schema")]


def _modules(project: Path) -> list[types.ModuleType]:
    """The modules of the project, its tests left out."""
    inside, tests = f"{project}{os.sep}", f"{project}{os.sep}tests"  # once for all: there are many
    return [
        module
        for module in list(sys.modules.values())
        if (file := getattr(module, "__file__", None) or "").startswith(inside)
        and not file.startswith(tests)
    ]


def _environment() -> dict[str, str]:
    own = ("PYTEST_", "COURSE_TOUCHED_")  # told of each test
    return {k: v for k, v in os.environ.items() if not k.startswith(own)}


class _Held:
    """All that the project's modules hold: every object that may change, and what was in it.

    The objects are looked for once. Any change after that is a change in one of them, so each is
    looked at by itself.

    Raises: UnseenStateError.
    """

    def __init__(self, project: Path) -> None:
        self.project = project
        self.environment = _environment()
        self.modules = [module.__name__ for module in _modules(project)]
        self.parts: list[tuple[Callable[[], Sequence[object]], Sequence[object]]] = []
        """How to look at the parts of an object, and what they were: compared by identity."""
        self.sizes: list[tuple[Callable[[], object], object]] = []
        """The same of what is compared as a value."""
        self.seen: dict[int, object] = {}
        """By identity; the object is held, so that its identity stays its own."""
        for module in _modules(project):
            self._watch(partial(_named, vars(module)))

    def is_unchanged(self) -> bool:
        """Whether all is as it was."""
        return (
            self.environment == _environment()
            and self.modules == [module.__name__ for module in _modules(self.project)]
            and all(look() == size for look, size in self.sizes)
            and all(_same(look(), parts) for look, parts in self.parts)
        )

    def _watch(self, look: Callable[[], Sequence[object]]) -> None:
        """Note what parts an object has, and look into them."""
        parts = look()
        self.parts.append((look, parts))
        for part in parts:
            self._visit(part)

    def _visit(self, value: Any) -> None:  # noqa: ANN401, C901, PLR0912 - one case a type
        """Look into an object, whatever may change in it."""
        if isinstance(value, UNCHANGING) or id(value) in self.seen:
            return
        self.seen[id(value)] = value
        kind = type(value)
        if isinstance(value, dict):
            self._watch(lambda: [*value.keys(), *value.values()])
        elif isinstance(value, list | deque):
            self._watch(partial(list, value))
        elif isinstance(value, tuple):
            for part in value:
                self._visit(part)
        elif isinstance(value, set | frozenset):
            self.sizes.append((partial(set, value), set(value)))
        elif isinstance(value, count):
            self.sizes.append((partial(repr, value), repr(value)))
        elif isinstance(value, types.FunctionType):
            self._watch(partial(_of_function, value))
        elif isinstance(value, type):
            if value.__module__ in self.modules:
                self._watch(partial(_named, vars(value)))
        elif isinstance(value, staticmethod | classmethod | types.MethodType):
            self._visit(value.__func__)
            self._visit(getattr(value, "__self__", None))
        elif isinstance(value, property):
            for part in (value.fget, value.fset, value.fdel):
                self._visit(part)
        elif isinstance(value, partial):
            self._watch(lambda: [value.func, value.args, value.keywords])
        elif isinstance(value, CACHED):
            self.sizes.append((lambda: value.cache_info().currsize, value.cache_info().currsize))
            self._visit(value.__wrapped__)
        elif isinstance(value, ContextVar):
            self._watch(lambda: [value.get(None)])
        elif "dependency_overrides" in getattr(value, "__dict__", ()):  # a FastAPI application
            self._watch(lambda: [value.dependency_overrides, vars(value.state)])
        elif kind.__module__ in self.modules:
            self._watch(lambda: _named(dict(_attributes(value))))
        else:
            known = kind is object or isinstance(value, CODE) or value is os.environ
            if not (known or _of_library(value)) or kind.__name__ in STATEFUL:
                raise UnseenStateError(repr(kind))


def _same(left: Sequence[object], right: Sequence[object]) -> bool:
    return len(left) == len(right) and all(map(_is, left, right))


def _is(left: object, right: object) -> bool:
    """Whether two are one, or equal data: FastAPI copies examples for its document."""
    return left is right or (isinstance(left, list) and left == right and _is_data(left))


def _is_data(value: object) -> bool:
    """Whether a value is made of lists, dicts and what cannot change."""
    if isinstance(value, list):
        return all(map(_is_data, value))
    if isinstance(value, dict):
        return all(map(_is_data, value.values()))
    return isinstance(value, UNCHANGING)


def _named(names: Mapping[str, object]) -> list[object]:
    """Names and their values; what Python itself keeps in dunders is left out."""
    found: list[object] = []
    for name, value in names.items():
        if not name.startswith("__") and name != "_abc_impl":
            found += (name, value)
    return found


def _of_function(function: types.FunctionType) -> list[object]:
    cells = [cell.cell_contents for cell in function.__closure__ or ()]
    return [*cells, function.__defaults__, function.__kwdefaults__, vars(function)]


def _of_library(value: object) -> bool:
    return type(value).__module__.partition(".")[0] in LIBRARIES


def _attributes(value: object) -> Iterable[tuple[str, object]]:
    """The attributes of an object, those in slots too."""
    yield from getattr(value, "__dict__", {}).items()
    for kind in type(value).__mro__:
        slots = kind.__dict__.get("__slots__", ())
        for name in (slots,) if isinstance(slots, str) else slots:
            if hasattr(value, name):
                yield name, getattr(value, name)
