"""Runs what the learner has written, by the phase's kind: `course run`.

`python -m course.serve KIND TARGET PORT` is what runs inside the phase's folder for the kinds that
Uvicorn does not serve, `python -m course.serve migrated MODULE …` what runs where there is a
database.
"""

import asyncio
import importlib
import os
import re
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from course import services
from course.errors import CourseError
from course.model import Phase
from course.workspace import Course, settings_of

HOST = "127.0.0.1"
PORT = 8000
PROGRAMS = {"library", "files"}  # kinds that print something and end
BESIDE = frozenset({"suite", "clients"})
"""Folders of a project whose files no server loads: the learner's own tests, and clients."""
STEP_MS = 50
TICK_MS = 500
GRACE_SECONDS = 3


def run(
    course: Course,
    phase: Phase,
    port: int,
    say: Callable[[str], None],
    *,
    solution: bool,
    fresh: bool = False,
) -> int:
    """Serve a phase until Ctrl-C or SIGTERM, or run its program once; answers the exit code.

    Its rows are kept from one time to the next, unless it is begun `fresh`.
    Raises: CourseError for a port that is taken, a service that does not start, or a phase that
    cannot be run.
    """
    serves = phase.kind not in PROGRAMS
    if serves:
        check_port(port, phase)
    with tempfile.TemporaryDirectory(prefix="course-solution-") as temporary:
        folder = course.folder(phase)
        if solution:
            from course.solutions import write_tree

            folder = Path(temporary)
            write_tree(course.solutions.solution(course.solutions.phase(phase.number)), folder)
        elif not folder.is_dir():
            raise CourseError(
                f"phases/{phase.slug} is gone.", f"Bring it back: course reset {phase.number}"
            )
        name = services.name_of(course, phase, solution=solution)
        with services.for_run(phase, name, say, port=port, fresh=fresh) as where:
            chosen = settings_of(folder).get("environment", {})
            always = {"SAMPLE_DATA": "true", "PYTHONUNBUFFERED": "1"}
            if services.KEPT in where:
                again = " --solution" if solution else ""
                where[services.KEPT] = f"course run {phase.number}{again} --fresh"
            environment = chosen | os.environ | where | always
            if serves:
                whose = "the solution of" if solution else "your"
                say(f"Serving {whose} {phase.slug} at http://localhost:{port}  (Ctrl-C ends it)")
            return _run_in(folder, course, phase, port, environment, say)


def _run_in(
    folder: Path,
    course: Course,
    phase: Phase,
    port: int,
    environment: dict[str, str],
    say: Callable[[str], None],
) -> int:
    """Run a program to its end; start a server again at every save, until it is interrupted."""
    from course.saves import saves, when_ended

    process, told = _start(folder, phase, port, environment), False
    stopping = threading.Event()

    def stop() -> None:
        stopping.set()
        process.terminate()

    when_ended(stop)
    inside = course.folder(phase)
    if phase.kind in PROGRAMS or folder != inside:  # nobody saves anything in a solution
        code = process.wait()
        return 0 if stopping.is_set() else code
    options: Any = {"step_ms": STEP_MS, "tick_ms": TICK_MS, "stopping": stopping}
    try:
        for paths in saves(inside, **options):
            top = len(inside.parts)
            served = [path for path in paths if not BESIDE.intersection(path.parts[top : top + 1])]
            if any(course.is_work(phase, path) for path in served):
                _end(process)
                # Two saves of one second and size look alike to what Python keeps of the first.
                unkept = environment | {"PYTHONDONTWRITEBYTECODE": "1"}
                process, told = _start(folder, phase, port, unkept), False
            elif process.poll() is not None and not (told or stopping.is_set()):
                told = True
                say("It has ended. The next save starts it again.")
    finally:
        _end(process)
    return 0


def _start(
    folder: Path, phase: Phase, port: int, environment: dict[str, str]
) -> subprocess.Popen[bytes]:
    """Start a phase; a server without Ctrl-C, so that none can meet it while it is importing."""
    command = [sys.executable, "-m", "app"]
    if phase.kind == "asgi":
        where = ["--host", HOST, "--port", str(port), "--timeout-graceful-shutdown", "1"]
        command = [sys.executable, "-m", "uvicorn", phase.app, *where]
    elif phase.kind not in PROGRAMS:
        command = [sys.executable, "-m", "course.serve", phase.kind, phase.app, str(port)]
    if (folder / "alembic.ini").is_file():
        command = [sys.executable, "-m", "course.serve", "migrated", *command[2:]]
    before = signal.getsignal(signal.SIGINT)
    if phase.kind not in PROGRAMS:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        return subprocess.Popen(command, cwd=folder, env=environment)
    finally:
        signal.signal(signal.SIGINT, before)


def _end(process: subprocess.Popen[bytes]) -> None:
    """By SIGTERM: SIGINT may be ignored here, and shows stack traces where it is not."""
    process.terminate()
    try:
        process.wait(GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def check_port(port: int, phase: Phase) -> None:
    """See to it that a port is free.

    Raises: CourseError that names who may have it, and the next free one.
    """
    refused = refusal_of(port)
    if refused is None:
        return
    if isinstance(refused, PermissionError):
        raise CourseError(
            f"Port {port} may not be used by you: the system keeps it for itself.",
            f"Take one above 1023: course run {phase.number} --port {PORT}",
        )
    other = next((p for p in range(port + 1, min(port + 50, 65536)) if is_free(p)), None)
    owner = owner_of(port)
    raise CourseError(
        f"Port {port} is taken" + (f" by {owner}." if owner else " by another program."),
        f"End that one, or take another port: course run {phase.number} --port {other or 'N'}",
    )


def is_free(port: int) -> bool:
    """Whether a server could listen there."""
    return refusal_of(port) is None


def refusal_of(port: int) -> OSError | None:
    """Why a server cannot listen there; None where it can."""
    with socket.socket() as probe:
        if os.name != "nt":  # there it would share a port that is in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            return error
    return None


def owner_of(port: int) -> str:
    """Which process listens on a port, where there is lsof: `python (process 1234)`."""
    with suppress(OSError, subprocess.SubprocessError):
        told = subprocess.run(
            ["lsof", "-nP", f"-iTCP:{port}", "-sTCP:LISTEN", "-Fpc"],
            capture_output=True,
            text=True,
            check=False,
            timeout=5,
        ).stdout
        if found := re.search(r"p(\d+)\nc(.+)", told):
            return f"{found[2]} (process {found[1]})"
    return ""


def _serve(kind: str, target: str, port: int) -> None:
    sys.path.insert(0, str(Path.cwd()))
    module, _, name = target.partition(":")
    app: Any = getattr(importlib.import_module(module), name, None)
    if app is None:
        sys.exit(f"{module.replace('.', '/')}.py defines no `{name}`: nothing can be served.")
    if kind == "wsgi":
        from wsgiref.simple_server import make_server

        with make_server(HOST, port, app) as server:
            server.serve_forever()
    else:
        asyncio.run(_serve_streams(app, port))


async def _serve_streams(start: Any, port: int) -> None:  # noqa: ANN401 - the learner's
    server: asyncio.Server = await start(HOST, port)
    async with server:
        await server.serve_forever()


def _migrate() -> None:
    """Bring the database to the newest migration of the project in this folder.

    Raises: SystemExit when a migration does not run.
    """
    from course.services import migrations

    project = Path.cwd()
    sys.path.insert(0, str(project))
    kept = os.environ.get(services.KEPT)
    anew = f"begin the database anew: {kept}"
    try:
        migrations.upgrade(project)
    except (CourseError, NotImplementedError) as error:
        way = f"\nIf its tables were made without these migrations, {anew}" if kept else ""
        sys.exit(f"{error}{way}")
    if kept:
        for file in migrations.changed_since_applied(project, os.environ[services.DATABASE_URL]):
            print(
                f"{file} has changed since it was run on the rows that are kept, and is not run"
                f" again: {anew}",
                file=sys.stderr,
            )


if __name__ == "__main__":
    if sys.argv[1] == "migrated":  # then the module that follows, with its arguments
        _migrate()
        sys.argv = sys.argv[2:]
        runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
    else:
        _serve(sys.argv[1], sys.argv[2], int(sys.argv[3]))
