"""Lets a project tell what of it is run: functions that begin, modules and files that are read.

In this process, and in those of Python that it starts. Each function says so itself: a call is
added to it while its module is imported. (To trace all calls would take four times as long.)
"""

import ast
import builtins
import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from importlib.machinery import SOURCE_SUFFIXES, FileFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

UNSEEN = "?"
"""What a process may run or read of which nothing can be told: anything of the project."""
SPAWNED, BEGAN = ">", "<"
"""Told by who starts a process, and by the process: one that tells nothing is UNSEEN."""
FILE, PROJECT = "COURSE_TOUCHED_FILE", "COURSE_TOUCHED_PROJECT"
"""Variables for processes: where to tell, a line a name, and of which folder."""
TELL = "__touched__"
"""The name, among the builtins, of what functions call."""
STARTUP = str(Path(__file__).parent / "startup")
UNSEEN_STARTS = frozenset({"os.posix_spawn", "os.exec"})
BLIND = frozenset({"nginx", "pg_dump", "pg_restore"})
"""Programs that read no file of a project but what a test has given them."""
DEAF = frozenset({"-I", "-E", "-S"})
"""Options with which Python does not import what is in STARTUP."""

Tell = Callable[[str], None]


class Instrument:
    """Tells of a project's folder, from when it begins until the process ends."""

    def __init__(self, project: str, tell: Tell, tell_import: Tell, tell_process: Tell) -> None:
        """`tell_import` is for what runs when a module is read, `tell_process` for processes."""
        self._root = f"{project}{os.sep}"
        self._tell, self._tell_import, self._tell_process = tell, tell_import, tell_process
        self._importing = 0

    def begin(self) -> None:
        """Watch what is imported from now on, and the files and processes of all."""
        sys.addaudithook(self._audit)
        setattr(builtins, TELL, self._met)
        sys.path_hooks.insert(0, self._finder)
        sys.path_importer_cache.clear()

    def _met(self, name: str) -> None:
        (self._tell_import if self._importing else self._tell)(name)

    def _finder(self, folder: str) -> FileFinder:
        if not f"{folder}{os.sep}".startswith(self._root):
            raise ImportError(folder)
        instrument = self

        class Loader(SourceFileLoader):
            def get_code(self, fullname: str) -> CodeType:
                path = self.get_filename(fullname)
                tree = ast.parse(self.get_data(path))
                _add_calls(tree, f"{instrument._relative(path)}::")
                return compile(tree, path, "exec", dont_inherit=True)

            def exec_module(self, module: ModuleType) -> None:
                instrument._importing += 1
                try:
                    super().exec_module(module)
                finally:
                    instrument._importing -= 1

        return FileFinder(folder, (Loader, SOURCE_SUFFIXES))

    def _relative(self, path: str) -> str:
        return path.removeprefix(self._root).replace("\\", "/")

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "subprocess.Popen":
            for name in self._told_of_process(*arguments):
                self._tell_process(name)
        elif event in UNSEEN_STARTS:
            self._tell_process(UNSEEN)
        elif event == "exec" and (path := arguments[0].co_filename).startswith(self._root):
            self._tell_import(f"{self._relative(path)}::<module>")
        elif event == "open" and (
            (path := str(Path(str(arguments[0])).absolute())).startswith(self._root)
        ):
            compiled = "importlib" in sys._getframe(1).f_code.co_filename  # noqa: SLF001
            if not compiled:
                self._met(self._relative(path))

    def _told_of_process(self, *arguments: Any) -> Sequence[str]:  # noqa: ANN401
        executable, command, folder, environment = arguments
        words = [command] if isinstance(command, str | bytes | os.PathLike) else [*command]
        program = Path(os.fsdecode(executable or words[0])).name
        if program in BLIND:
            return []
        inside = folder is None or f"{os.fsdecode(folder)}{os.sep}".startswith(self._root)
        told = environment is None or FILE in environment
        python = program.startswith("python") and DEAF.isdisjoint(words)
        return [SPAWNED if python and inside and told else UNSEEN]


def begin_here() -> None:
    """Tell of this process, in the file that its environment names; nothing where none is named."""
    if not (file := os.environ.get(FILE)) or not (project := os.environ.get(PROJECT)):
        return
    told: set[str] = set()

    def write(name: str) -> None:
        if name not in told:
            told.add(name)
            with contextlib.suppress(OSError), open(file, "a", encoding="utf-8") as lines:  # noqa: PTH123
                lines.write(f"{name}\n")
        told.difference_update((SPAWNED, BEGAN))  # these are counted

    Instrument(project, write, write, write).begin()
    write(BEGAN)


def _add_calls(node: ast.AST, name: str) -> None:
    """Let each function in a tree tell its name when it begins."""
    for child in ast.iter_child_nodes(node):
        inner = name
        if isinstance(child, ast.ClassDef):
            inner = f"{name}{child.name}."
        elif isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = f"{name}{child.name}.<locals>."
            call = ast.parse(f"{TELL}({name + child.name!r})").body[0]
            for part in ast.walk(call):
                ast.copy_location(part, child.body[0])
            child.body.insert(bool(ast.get_docstring(child, clean=False)), call)
        _add_calls(child, inner)
