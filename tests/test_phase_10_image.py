"""Phase 10: the image is built, run, asked and stopped, for real.

It needs buildah, podman, runc and mmdebstrap, and root; `.ci/run` installs them. Elsewhere these
tests are skipped with "not verified here". The base is a Debian made on the spot, so no registry of
images is asked: its Python takes the place of `python:3.13-slim`, as a mirror's would.
"""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from course.services import postgres
from course.solutions import Solutions, write_tree

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ("buildah", "podman", "runc", "mmdebstrap")
MISSING = [tool for tool in TOOLS if shutil.which(tool) is None]
BASE_PACKAGES = "python3,python3-venv,ca-certificates,python-is-python3"
CERTIFICATES = "/etc/ssl/certs"
MEGABYTE = 1_000_000
pytestmark = [
    pytest.mark.skipif(bool(MISSING), reason=f"not verified here: no {', '.join(MISSING)}"),
    pytest.mark.skipif(
        not hasattr(os, "geteuid") or os.geteuid() != 0, reason="not verified here: not root"
    ),
    pytest.mark.xdist_group("image"),  # one worker builds it
]


class Engine:
    """buildah and podman with a store of their own, which is removed afterwards."""

    def __init__(self, folder: Path) -> None:
        store = ["--root", f"{folder}/store", "--runroot", f"{folder}/run"]
        self.store = [*store, "--storage-driver", "vfs"]
        self.folder = folder

    def buildah(self, *arguments: str, **options: object) -> str:
        return run("buildah", *self.store, *arguments, **options)

    def podman(self, *arguments: str, check: bool = True) -> str:
        return run("podman", *self.podman_options(), *arguments, check=check)

    def podman_options(self) -> list[str]:
        how = ["--runtime", "runc", "--cgroup-manager", "cgroupfs", "--events-backend", "file"]
        return [*self.store, *how]

    def start(self, *arguments: str) -> None:
        """Start a container; podman's helper keeps the output, so it must not be a pipe."""
        with (self.folder / "log").open("wb") as log:
            subprocess.run(
                ["podman", *self.podman_options(), "run", "-d", *LIMITS, *arguments],
                check=True,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    def once(self, *arguments: str, check: bool = True) -> str:
        """Run a container to its end."""
        return self.podman("run", "--rm", *LIMITS, *arguments, check=check)


LIMITS = [
    *("--network", "host", "--ulimit", "nofile=1024:1024", "--ulimit", "nproc=4096:4096"),
    *("--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"),
]
"""The first three are for machines that are containers themselves."""


def run(*command: str, check: bool = True, **options: object) -> str:
    """Run a command; what it printed."""
    done = subprocess.run(
        command, check=False, capture_output=True, text=True, timeout=300, **options
    )
    assert not check or done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout.strip()


@pytest.fixture(scope="module")
def engine(tmp_path_factory) -> Iterator[Engine]:
    """The engine, with a base image in its store."""
    folder = tmp_path_factory.mktemp("image")
    engine = Engine(folder)
    base = Path("/var/cache/course/image-base.tar")
    base.parent.mkdir(parents=True, exist_ok=True)
    if not base.is_file():
        made = f"{base}.part"
        run(
            *("mmdebstrap", "--variant=minbase", "--format=tar", f"--include={BASE_PACKAGES}"),
            *("trixie", made),
        )
        Path(made).rename(base)
    container = engine.buildah("from", "scratch")
    engine.buildah("add", container, str(base), "/")
    engine.buildah("commit", "--rm", container, "localhost/base")
    yield engine
    engine.podman("rm", "--all", "--force", "--time", "0", check=False)
    engine.podman("rmi", "--all", "--force", check=False)
    shutil.rmtree(folder, ignore_errors=True)


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
    engine.buildah(
        *("bud", "--isolation", "chroot", "--network", "host", "--pull-never"),
        *("--format", "docker", "--layers", "-v", f"{CERTIFICATES}:{CERTIFICATES}:ro"),
        *("--build-arg", "BASE=localhost/base", "-t", "localhost/storefront", str(project)),
    )
    return "localhost/storefront"


@pytest.fixture(scope="module")
def environment() -> Iterator[list[str]]:
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
            "PORT": "18080",
        }
        yield [item for name, value in settings.items() for item in ("--env", f"{name}={value}")]


@pytest.fixture
def shop(engine, image, environment) -> Iterator[str]:
    """A running container, on a migrated database."""
    engine.once(*environment, image, "alembic", "upgrade", "head")
    engine.start("--name", "shop", "--memory", "256m", *environment, image)
    yield "shop"
    engine.podman("rm", "--force", "--time", "0", "shop", check=False)


def healthy(engine: Engine, name: str) -> bool:
    command = ["podman", *engine.podman_options(), "healthcheck", "run", name]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def test_it_is_small_and_has_nothing_of_the_workshop(engine, image, record_property):
    """The image is at most 200 MB larger than its base; no pip, no tests, no secret is in it."""
    sizes = [
        json.loads(engine.podman("image", "inspect", name))[0]["Size"]
        for name in (image, "localhost/base")
    ]
    record_property("megabytes", [size // MEGABYTE for size in sizes])
    print(f"The image has {sizes[0] // MEGABYTE} MB, of these {sizes[1] // MEGABYTE} are the base.")
    assert sizes[0] - sizes[1] < 200 * MEGABYTE
    files = engine.once(image, "find", "/srv", "/opt/venv/bin", "-type", "f").splitlines()
    names = {Path(file).name for file in files}
    assert {"main.py", "alembic.ini"} <= names
    assert not {"pip", ".env", "config", "database_url"} & names
    assert not [file for file in files if "/tests/" in file]
    history = engine.podman("history", "--no-trunc", image)
    assert "a-secret" not in history + engine.podman("image", "inspect", image)


def test_it_runs_as_nobody_on_a_file_system_that_cannot_be_written(engine, shop):
    """The shop answers, its health check says so, its user is no root and can change nothing."""
    deadline = time.monotonic() + 30
    while not healthy(engine, shop) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert healthy(engine, shop), engine.podman("logs", shop)
    with urlopen("http://127.0.0.1:18080/api/v1/products?limit=1", timeout=5) as answer:
        assert json.load(answer)["items"]
    with urlopen("http://127.0.0.1:18080/health/ready", timeout=5) as answer:
        assert answer.status == 200
    assert engine.podman("exec", shop, "id", "-u") == "10001"
    written = engine.podman("exec", shop, "sh", "-c", "echo x > app/main.py; echo $?", check=False)
    assert written != "0"
    began = time.monotonic()
    engine.podman("stop", "--time", "20", shop)
    assert time.monotonic() - began < 10, "it had to be killed"
    state = json.loads(engine.podman("inspect", shop))[0]["State"]
    assert state["ExitCode"] in {0, 143}
