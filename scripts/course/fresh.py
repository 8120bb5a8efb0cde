"""A fresh application for each test, without importing it each time.

An import of the learner's modules costs 30 ms and more, a suite makes a hundred of them. So the
modules of the test before are used again, if they hold exactly what they held when they had just
been imported. Where anything changed, or holds something whose state cannot be seen from outside,
they are imported anew: that is always right, and only slower.
"""

import importlib
import os
import sys
import types
from collections import deque
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import Any

from course.explain import CannotImportError

LIBRARIES = frozenset(
    {"alembic", "annotated_types", "argon2", "datetime", "decimal", "fastapi", "functools"}
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
)

CACHED = type(cache(len))
"""What functools.cache and lru_cache make."""


class UnseenStateError(Exception):
    """An object may hold state that cannot be compared."""


class _Loaded:
    """What was imported last, and what it held then."""

    target = ""
    app: Any = None
    state: object = None


def load(target: str, project: Path) -> Any:  # noqa: ANN401 - whatever the phase's app is
    """The object `module:name` of the project, with no state of an earlier test.

    Raises: CannotImportError.
    """
    known = _Loaded.target == f"{project}/{target}" and _Loaded.state is not None
    if known and state_of(project) == _Loaded.state:
        return _Loaded.app
    for name in [module.__name__ for module in _modules(project)]:
        del sys.modules[name]
    module_name, _, attribute = target.partition(":")
    try:
        _Loaded.app = getattr(importlib.import_module(module_name), attribute)
    except Exception as error:
        raise CannotImportError(target) from error
    _Loaded.target, _Loaded.state = f"{project}/{target}", state_of(project)
    return _Loaded.app


def state_of(project: Path) -> object:
    """All that the project's modules hold, comparable; None where that cannot be seen."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    modules = _modules(project)
    folding = _Folding({module.__name__ for module in modules})
    try:
        held = [(module.__name__, folding.names(vars(module))) for module in modules]
    except UnseenStateError:
        return None
    return environment, held


def _modules(project: Path) -> list[types.ModuleType]:
    """The modules of the project, its tests left out."""
    return [
        module
        for module in list(sys.modules.values())
        if (file := getattr(module, "__file__", None) or "").startswith(f"{project}{os.sep}")
        and not file.startswith(str(project / "tests"))
    ]


class _Folding:
    """Makes values comparable: their identity, and whatever can change in them."""

    def __init__(self, modules: set[str]) -> None:
        self.modules = modules
        self.seen: dict[int, tuple[int, object]] = {}
        """Place in order by identity; the object is held, so that its identity stays its own."""

    def names(self, names: Mapping[str, object]) -> list[object]:
        """Named values, in order; what Python itself keeps in dunders is left out."""
        return [
            (name, self.value(value))
            for name, value in names.items()
            if not name.startswith("__") and name != "_abc_impl"
        ]

    def value(self, value: object) -> object:  # noqa: PLR0911 - one case a type
        """One value.

        Raises: UnseenStateError.
        """
        if isinstance(value, UNCHANGING):
            return value
        if id(value) in self.seen:
            return self.seen[id(value)][0]
        self.seen[id(value)] = len(self.seen), value
        if _of_library(value):
            return id(value), [self.value(part) for part in self.parts(value)]
        if isinstance(value, dict):
            return type(value), [(self.value(k), self.value(v)) for k, v in value.items()]
        if isinstance(value, list | tuple | deque):
            return type(value), [self.value(item) for item in value]
        if isinstance(value, set | frozenset):
            return type(value), sorted(map(repr, value))
        if isinstance(value, count):
            return repr(value)
        return id(value), [self.value(part) for part in self.parts(value)]

    def parts(self, value: Any) -> list[object]:  # noqa: ANN401, C901, PLR0911 - one case a type
        """What an object holds that may change."""
        kind = type(value)
        if isinstance(value, types.FunctionType):
            cells = [cell.cell_contents for cell in value.__closure__ or ()]
            return [*cells, value.__defaults__, value.__kwdefaults__, vars(value)]
        if isinstance(value, type):
            own = value.__module__ in self.modules
            return [self.names(vars(value))] if own else []
        if isinstance(value, staticmethod | classmethod):
            return [value.__func__]
        if isinstance(value, property):
            return [value.fget, value.fset, value.fdel]
        if isinstance(value, types.MethodType):
            return [value.__func__, value.__self__]
        if isinstance(value, partial):
            return [value.func, value.args, value.keywords]
        if isinstance(value, CACHED):
            return [value.cache_info().currsize, value.__wrapped__]
        if "dependency_overrides" in getattr(value, "__dict__", ()):  # a FastAPI application
            return [value.dependency_overrides, vars(value.state)]
        if kind.__module__ in self.modules:
            return [self.names(dict(_attributes(value)))]
        known = kind is object or isinstance(value, CODE) or value is os.environ
        known = known or _of_library(value)
        if not known or kind.__name__ in STATEFUL:
            raise UnseenStateError(repr(kind))
        return []


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
