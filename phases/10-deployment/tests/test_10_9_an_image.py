"""10.9 An image.

No container engine is needed: the Dockerfile is read (images.py), and its commands are run as
processes of this machine. An image that was really built and run says more; how, says the lesson.
"""

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from pathlib import Path

import pytest

import images
import proxies

SECRET_FILES = [
    ".env",
    ".env.test",
    ".git/config",
    "secrets/database_url",
    "deploy/certificates/shop.key",
    "shop.dump",
    "app/.env",
    "app/core/__pycache__/config.cpython-313.pyc",
    ".venv/bin/python",
    "tests/test_10_9_an_image.py",
]
"""What lies about in a working folder, and must not get into an image."""


RETRIES = 3
"""How often an engine asks before it calls a container unhealthy, unless told otherwise."""
PACKAGES = re.compile(
    r"\bpip3?\b[^&;|\n]*\binstall\b|\buv\b[^&;|\n]*\b(sync|install)\b|\bpoetry\b[^&;|\n]*\binstall\b"
)
"""What installs packages of Python."""
OWNER = re.compile(r"\bchown(?:=|\s+(?:-\S+\s+)*)([^\s:]+)")
"""To whom COPY --chown or a command hands files over."""


@pytest.fixture
def context(project):
    """All files of the project, and what may lie beside them."""
    own = [
        path.relative_to(project).as_posix()
        for folder in ("app", "migrations", "deploy")
        for path in (project / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    ]
    return [*own, "alembic.ini", "requirements.txt", "pyproject.toml", "README.md", *SECRET_FILES]


@pytest.fixture
def stages(project, context):
    """The stages of the Dockerfile."""
    found = images.read(project, context)
    assert found, "the Dockerfile has no FROM"
    return found


class Answer(BaseHTTPRequestHandler):
    """Answers as its path says: /200, /503, /silence; at /broken it hangs up."""

    def do_GET(self):
        if self.path == "/broken":
            return
        if self.path == "/silence":
            self.server.closing.wait(proxies.PATIENCE)
        self.send_response(int(self.path.strip("/")) if self.path != "/silence" else 200)
        self.send_header("Location", "/200")
        self.end_headers()

    def log_message(self, *arguments):
        """Write nothing."""


def test_the_check_tells_how_it_is():
    """`is_healthy` is the health check of the container: True when the URL is answered with 200 in
    time, False for another status (be it a redirect to a URL that is well), for silence, where the
    connection breaks off, and where nobody listens. It raises nothing."""
    is_healthy = import_module("app.ops.healthcheck").is_healthy
    server = HTTPServer((proxies.HOST, 0), Answer)
    server.closing = threading.Event()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    url = f"http://{proxies.HOST}:{server.server_port}"
    paths = ("/200", "/503", "/404", "/307", "/broken")
    found = {path: is_healthy(f"{url}{path}", proxies.PATIENCE) for path in paths}
    found["/silence"] = is_healthy(f"{url}/silence", 0.1)
    server.closing.set()
    server.shutdown()
    server.server_close()
    assert found == dict.fromkeys([*paths, "/silence"], False) | {"/200": True}
    nobody = f"http://{proxies.HOST}:{proxies.free_port()}/"
    assert is_healthy(nobody, proxies.PATIENCE) is False


@pytest.mark.usefixtures("database")
def test_what_the_image_starts_is_the_shop(stages, project, tmp_path):
    """The image starts the shop, in the exec form, so that it gets SIGTERM itself and ends in time;
    its HEALTHCHECK is a command that says 0 while the shop answers, and something else when it is
    gone."""
    last = stages[-1]
    assert last.command, "the last stage has no CMD"
    assert last.command[0] != "/bin/sh", (
        "a CMD without brackets is a shell, which keeps SIGTERM to itself"
    )
    assert last.health, "the last stage has no HEALTHCHECK with a CMD"
    port = str(proxies.free_port())
    env = last.env | {
        "PATH": f"{os.path.dirname(sys.executable)}{os.pathsep}{os.environ['PATH']}",  # noqa: PTH120
        "ENVIRONMENT": os.environ["ENVIRONMENT"],
        "PORT": port,
        "BIND_HOST": proxies.HOST,
        "PYTHONPATH": os.pathsep.join([str(project), *sys.path]),
    }
    run = here(last.entry + last.command, port)
    log = tmp_path / "log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            run, cwd=project, env=os.environ | env, stdout=output, stderr=output
        )
    check = here(last.health, port)
    try:
        wait_for(port, server, log)
        healthy = any(ask(check, project, env) == 0 for _ in range(RETRIES))
        assert healthy, "the health check fails while the shop answers"
        server.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(proxies.PATIENCE)
        assert server.returncode is not None, "it does not end when it is told to"
    finally:
        server.kill()
        server.wait()
    assert ask(check, project, env) != 0, (
        "the health check says that all is well, and nobody is there"
    )


def here(command, port):
    """A command of the image as it runs on this machine: with this Python, and on a free port."""
    words = [word.replace("8000", port).replace("0.0.0.0", proxies.HOST) for word in command]  # noqa: S104
    program = Path(words[0]).name
    is_python = re.fullmatch(r"python[\d.]*", program)
    return [sys.executable if is_python else program, *words[1:]]


def ask(command, project, env):
    return subprocess.run(
        command, cwd=project, env=os.environ | env, capture_output=True, check=False
    ).returncode


def wait_for(port, server, log):
    deadline = time.monotonic() + proxies.PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), socket.create_connection((proxies.HOST, port), 1):
            return
        if server.poll() is not None:
            break
        time.sleep(0.02)
    pytest.fail(f"what CMD starts does not answer: {log.read_text(encoding='utf-8')[-2000:]}")


def test_the_shop_is_in_the_image(stages, context):
    """In the image lies what the shop needs at work: all of `app` and `migrations`, and
    `alembic.ini`, each below the working directory."""
    last = stages[-1]
    needed = {
        path
        for path in context
        if path.startswith(("app/", "migrations/")) and path not in SECRET_FILES
    } | {"alembic.ini"}
    below = {path for path, was in last.files.items() if path == f"{last.workdir}/{was}"}
    missing = needed - {last.files[path] for path in below}
    assert not missing, f"{min(missing)} is not below {last.workdir}"


def test_nothing_else_is_in_any_layer(stages):
    """No stage gets what is not the shop's: `.env`, `.git`, keys, copies of the database, tests,
    caches. What was in a layer once stays in the image's history, also if a later step deletes
    it."""
    inside = {was for stage in stages for was in stage.files.values() if was in SECRET_FILES}
    assert not inside, f"{min(inside)} gets into the image"


def test_no_secret_is_baked_in(stages):
    """No secret comes with ENV or ARG: both can be read in the image by `docker history`. It starts
    with what its environment gives it."""
    names = [name for stage in stages for name in stage.env]
    names += [
        raw.partition("=")[0] for stage in stages for kind, raw in stage.steps if kind == "ARG"
    ]
    telling = re.compile(r"PASSWORD|SECRET|TOKEN|(^|_)KEYS?$|DATABASE_URL", re.IGNORECASE)
    secret = [name for name in names if telling.search(name) and name != "SECRETS_DIR"]
    assert not secret, f"{secret[0]} stands in the image"


def test_tools_stay_behind(stages):
    """A multi-stage build: packages are installed in a stage of their own, and the last one copies
    the result. It installs nothing itself, so the image has neither compilers nor caches and stays
    small."""
    assert len(stages) >= 2
    last = stages[-1]
    assert any("(made there)" in path for path in last.files), (
        "the last stage copies nothing --from"
    )
    run = [raw for name, raw in last.steps if name == "RUN"]
    busy = [raw for raw in run if PACKAGES.search(raw) or "apt-get install" in raw]
    assert not busy, f"the last stage runs {busy[0]!r}"
    elsewhere = [raw for s in stages[:-1] for name, raw in s.steps if name == "RUN"]
    assert any(PACKAGES.search(raw) for raw in elsewhere), "no stage installs the packages"


def test_nobody_is_root(stages):
    """The shop runs as a user without rights: a number other than 0, which Kubernetes can see
    without looking into the image. Nothing is copied as that user or handed over to it (`--chown`,
    `chown`): it cannot change the code then."""
    last = stages[-1]
    user = last.user.partition(":")[0]
    assert user.isdigit(), f"USER is {last.user or 'not set, and that is root'}"
    assert int(user) > 0
    owned = [
        raw
        for name, raw in last.steps
        if name in {"COPY", "ADD", "RUN"} and not {*OWNER.findall(raw)} <= {"0", "root"}
    ]
    assert not owned, f"{owned[0]!r}: the shop could overwrite its own code"


def test_a_change_of_code_keeps_the_packages(stages):
    """Layers are kept as long as nothing before them changes: `requirements.txt` is copied and
    installed before the code, so that a new version of the code does not install all packages
    again."""
    found = []
    for stage in stages:
        places = [
            n for n, (name, raw) in enumerate(stage.steps) if name == "RUN" and PACKAGES.search(raw)
        ]
        if places:
            mounted = re.findall(r"source=([^,\s]+)", stage.steps[places[-1]][1])
            found.append(images.copied_before(stage, places[-1]) | set(mounted))
    assert found, "no stage installs the packages"
    for copied in found:
        assert "requirements.txt" in copied, "install what requirements.txt has locked"
        assert not [path for path in copied if path.startswith("app/")], (
            "the code is copied before the packages are installed"
        )


def test_the_base_can_be_chosen(stages):
    """`ARG BASE`, with a default, comes before the first FROM, and all stages begin with it: an
    image from a mirror can take its place by `--build-arg BASE=…`."""
    bases = {stage.base for stage in stages} - {stage.name for stage in stages}
    assert len(bases) == 1, f"the stages begin with {sorted(bases)}"
    assert bases != {""}, "BASE has no default"
    outside = [s for s in stages if s.base in bases]
    fixed = [stage.raw_base for stage in outside if "BASE" not in stage.raw_base]
    assert not fixed, f"FROM {fixed[0]} cannot be replaced"
