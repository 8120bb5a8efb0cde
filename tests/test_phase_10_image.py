"""Phase 10: the image is built, run, asked and stopped, for real.

It needs buildah, podman, runc and mmdebstrap, and root; `.ci/run` installs them. Elsewhere these
tests are skipped with "not verified here". The base is a Debian made on the spot, so no registry of
images is asked: its Python takes the place of `python:3.13-slim`, as a mirror's would.
"""

import http.client
import json
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from course.services import postgres
from course.solutions import Solutions, write_tree

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ("buildah", "podman", "runc", "mmdebstrap")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]
SUITE = "trixie"
BASE_PACKAGES = "python3,python3-venv,ca-certificates,python-is-python3"
BASE = Path(f"/var/cache/course/image-base-{SUITE}.tar")
CERTIFICATES = "/etc/ssl/certs"
MEGABYTE = 1_000_000
REQUESTS = 1000
LARGEST, MOST_MEMORY = 150, 200
"""Megabytes: what the shop adds to its base, and what one process of it takes."""
pytestmark = [
    pytest.mark.skipif(bool(MISSING), reason=f"not verified here: no {', '.join(MISSING)}"),
    pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() != 0, reason="not verified here: not root"
    ),
    pytest.mark.xdist_group("image"),  # one worker builds it
]

LIMITS = [
    *("--network", "host", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=4096:4096"),
    *("--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"),
]
"""The first three are for machines that are containers themselves."""


def run(*command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a command."""
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=900)
    assert not check or done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done


class Engine:
    """buildah and podman with a store of their own.

    The driver vfs works everywhere and copies a whole file system for each layer and each
    container: so there are few of them.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._store = ["--root", f"{folder}/store", "--runroot", f"{folder}/run"]
        self._store += ["--storage-driver", "vfs"]
        how = ["--runtime", "runc", "--cgroup-manager", "cgroupfs", "--events-backend", "file"]
        self._podman = ["podman", *self._store, *how]

    def build(self, project: Path, base: str, tag: str) -> None:
        """Build the Dockerfile of a project."""
        run(
            *("buildah", *self._store, "bud", "--isolation", "chroot", "--network", "host"),
            *("--pull-never", "--format", "docker", "--build-arg", f"BASE={base}", "-t", tag),
            *("-v", f"{CERTIFICATES}:{CERTIFICATES}:ro", str(project)),
        )

    def podman(self, *arguments: str, check: bool = True) -> str:
        """Run podman; what it printed."""
        return self.status(*arguments, check=check).stdout.strip()

    def status(self, *arguments: str, check: bool = False) -> subprocess.CompletedProcess[str]:
        """Run podman, which may fail."""
        return run(*self._podman, *arguments, check=check)

    def inspect(self, kind: str, name: str) -> Any:
        """What podman knows of an image or a container."""
        return json.loads(self.podman(kind, "inspect", name))[0]

    def once(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a container to its end."""
        return self.status("run", "--rm", *LIMITS, *arguments)

    def start(self, *arguments: str) -> None:
        """Start a container; podman's helper keeps the output, so it must not be a pipe."""
        with (self._folder / "log").open("wb") as log:
            subprocess.run(
                [*self._podman, "run", "-d", *LIMITS, *arguments],
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )


def last_line(done: subprocess.CompletedProcess[str]) -> str:
    return (done.stderr.strip().splitlines() or ["no reason given"])[-1]


def make_base() -> None:
    """Make a Debian with Python; it is kept for the next time."""
    if BASE.is_file():
        return
    BASE.parent.mkdir(parents=True, exist_ok=True)
    made = BASE.with_suffix(".part.tar")
    include = f"--include={BASE_PACKAGES}"
    done = run("mmdebstrap", "--variant=minbase", include, SUITE, str(made), check=False)
    if done.returncode:
        made.unlink(missing_ok=True)
        pytest.skip(f"not verified here: mmdebstrap makes no Debian: {last_line(done)}")
    made.rename(BASE)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    """The engine, with a base image in its store."""
    make_base()
    # Podman takes no longer name for its folder than 50 characters; pytest's have as many.
    with tempfile.TemporaryDirectory(prefix="image-", ignore_cleanup_errors=True) as folder:
        engine = Engine(Path(folder))
        engine.podman("import", str(BASE), "localhost/base")
        tried = engine.once("localhost/base", "true")
        if tried.returncode:
            pytest.skip(f"not verified here: podman runs no container: {last_line(tried)}")
        yield engine
        engine.podman("rm", "--all", "--force", "--time", "0", check=False)


@pytest.fixture(scope="module")
def image(engine, tmp_path_factory) -> str:
    """The image of the solution, built with what lies about in a working folder."""
    project = tmp_path_factory.mktemp("project")
    solutions = Solutions(ROOT / "solutions")
    phase = solutions.load("10")
    write_tree(solutions.solution(phase) | solutions.tests(phase), project)
    for name in (".env", "app/.env", "secrets/database_url", ".git/config"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text("TOKEN_KEYS=a-secret-that-must-stay-here")
    engine.build(project, "localhost/base", "localhost/storefront")
    return "localhost/storefront"


@pytest.fixture(scope="module")
def port() -> int:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


@pytest.fixture(scope="module")
def environment(port) -> Iterator[list[str]]:
    """What a container of the shop is told, and a database for it."""
    with postgres.scratch() as server:
        with postgres.connect(server) as connection:
            connection.execute("DROP DATABASE IF EXISTS image")
            connection.execute("CREATE DATABASE image")
        settings = {
            "DATABASE_URL": f"{server.rpartition('/')[0]}/image",
            "ENVIRONMENT": "development",
            "SAMPLE_DATA": "true",
            "TOKEN_KEYS": json.dumps({"test": "only-for-this-run-0123456789abcdef"}),
            "PORT": str(port),
        }
        yield [item for name, value in settings.items() for item in ("--env", f"{name}={value}")]


@pytest.fixture
def shop(engine, image, environment) -> Iterator[str]:
    """A running container, on a migrated database."""
    migrated = engine.once(*environment, image, "alembic", "upgrade", "head")
    assert migrated.returncode == 0, migrated.stderr
    engine.start("--name", "shop", "--memory", "256m", *environment, image)
    yield "shop"
    engine.podman("rm", "--force", "--time", "0", "shop", check=False)


def get(port: int, *paths: str) -> list[tuple[int, str]]:
    """Status and text of the answers, one after the other on one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    found = []
    try:
        for path in paths:
            connection.request("GET", path)
            answer = connection.getresponse()
            found.append((answer.status, answer.read().decode()))
    finally:
        connection.close()
    return found


def wait_until_healthy(engine: Engine, name: str) -> None:
    """Run the HEALTHCHECK, as an engine does every few seconds, until it says that all is well."""
    deadline = time.monotonic() + 120
    while engine.status("healthcheck", "run", name).returncode and time.monotonic() < deadline:
        time.sleep(0.2)
    state = engine.inspect("container", name)["State"]
    health = state.get("Health") or state["Healthcheck"]
    assert health["Status"] == "healthy", engine.podman("logs", name)


def memory(engine: Engine, name: str) -> int:
    """The megabytes that the process of a container holds (RSS)."""
    pid = engine.inspect("container", name)["State"]["Pid"]
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    kibibytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
    return int(kibibytes) * 1024 // MEGABYTE


def test_it_is_small_and_has_nothing_of_the_workshop(engine, image):
    """The image is little larger than its base; no pip, no tests, no secret is in it."""
    whole, base = (engine.inspect("image", name)["Size"] for name in (image, "localhost/base"))
    print(f"The image has {whole // MEGABYTE} MB, of these {base // MEGABYTE} are the base.")
    assert whole - base < LARGEST * MEGABYTE
    inside = Path(engine.podman("image", "mount", image))
    files = [
        path.relative_to(inside).as_posix()
        for folder in ("srv", "opt/venv/bin")
        for path in (inside / folder).rglob("*")
        if path.is_file() or path.is_symlink()
    ]
    assert {"srv/shop/app/main.py", "srv/shop/alembic.ini", "opt/venv/bin/alembic"} <= {*files}
    names = {Path(file).name for file in files}
    assert not {"pip", ".env", "config", "database_url"} & names
    assert not [file for file in files if "/tests/" in file]
    told = engine.podman("history", "--no-trunc", image) + json.dumps(
        engine.inspect("image", image)
    )
    assert "a-secret" not in told
    assert not list((inside / "tmp").iterdir())


def test_it_works_as_nobody_and_ends_when_it_is_told_to(engine, shop, port):
    """Its health check is content, it answers, its user is no root and can change nothing; it needs
    little memory, and on SIGTERM answers what it has begun and ends."""
    wait_until_healthy(engine, shop)
    before = memory(engine, shop)
    assert get(port, "/health/ready")[0][0] == 200
    answers = get(port, *["/api/v1/products?limit=1"] * REQUESTS)
    assert {status for status, _ in answers} == {200}
    assert json.loads(answers[0][1])["items"]
    after = memory(engine, shop)
    print(f"The process holds {before} MB at first, {after} MB after {REQUESTS} requests.")
    assert after < MOST_MEMORY
    assert engine.podman("exec", shop, "id", "-u") == "10001"
    assert engine.status("exec", shop, "sh", "-c", "echo x > app/main.py").returncode != 0
    slow: list[tuple[int, str]] = []
    waiting = threading.Thread(target=lambda: slow.extend(get(port, "/api/v1/news?wait=5")))
    waiting.start()
    get(port, "/health/live")
    began = time.monotonic()
    engine.podman("stop", "--time", "60", shop)
    seconds = time.monotonic() - began
    waiting.join()
    assert [status for status, _ in slow] == [200], "what it had begun was cut off"
    assert seconds < 60, "it had to be killed"
    assert engine.inspect("container", shop)["State"]["ExitCode"] in {0, 143}
