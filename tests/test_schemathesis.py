"""Schemathesis finds nothing against the solutions of the phases that serve a FastAPI application.

It reads the API's own OpenAPI document, makes requests of it, valid and invalid ones, and compares
what comes back with what the document says: https://schemathesis.readthedocs.io/
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from course.model import Phase
from course.solutions import Solutions

ROOT = Path(__file__).parent.parent
SOLUTIONS = Solutions(ROOT / "solutions")
FIRST = "04"
LOGIN = "07"
"""From here on an administrator asks."""
END_OF_LOGIN = ("logout", "change_password", "change_role", "delete_user")
"""Operations that are asked last: what follows them is asked by nobody who is known."""
SEED = 1
EXAMPLES = {"04": 100}  # an operation, by phase
LATER_EXAMPLES = 30
"""For later phases: they carry on the operations that were asked before."""
CONFIG = {
    "04": """
# Orders of an unknown SKU fit the document and are refused with 422 all the same: which SKUs
# there are is not in it.
[[operations]]
include-operation-id = "create_order"
checks.positive_data_acceptance.expected-statuses = ["2xx", 401, 409, 422]
""",
    "05": """
# Rules between the fields of a promotion, and the bounds of a decimal written as text, are beyond
# what JSON Schema says.
[[operations]]
include-operation-id = "create_promotion"
checks.positive_data_acceptance.expected-statuses = ["2xx", 401, 409, 422]
[[operations]]
include-operation-id = "update_promotion"
checks.positive_data_acceptance.expected-statuses = ["2xx", 401, 404, 409, 422]
""",
    "07": """
# What fits /users/me fits /users/{user_id}, too, and so its methods are allowed there.
[[operations]]
include-path = "/api/v1/users/me"
checks.allow_header_conformance.enabled = false
checks.unsupported_method.enabled = false
# In sequences of requests it sends addresses for e-mail that are none.
[[operations]]
include-path = "/api/v1/sessions"
checks.positive_data_acceptance.expected-statuses = ["2xx", 401, 403, 409, 422, 429]
# Which passwords are known to everybody is not in the document.
[[operations]]
include-operation-id = ["create_user", "confirm_password_reset", "change_password"]
checks.positive_data_acceptance.expected-statuses = ["2xx", 401, 403, 404, 409, 422, 429]
""",
    "08": """
# Which cursors there are, and which keys were used before, is not in the document.
[[operations]]
include-operation-id = ["list_products", "list_orders", "list_users", "create_products_in_bulk"]
checks.positive_data_acceptance.expected-statuses = ["2xx", 401, 403, 409, 422]
# What fits /products/bulk fits /products/{product_id}, too, and so its methods are allowed there.
[[operations]]
include-path = "/api/v1/products/bulk"
checks.allow_header_conformance.enabled = false
checks.unsupported_method.enabled = false
# Whoever asks for news waits for them.
[[operations]]
include-operation-id = "read_news"
parameters = { "wait" = 0 }
""",
}
"""What a phase's document cannot say, added to what is known of its ancestors."""


def line_of(phase: Phase) -> list[str]:
    """The numbers of a phase and its ancestors, the oldest first."""
    return [p.number for p in [*reversed(SOLUTIONS.ancestors(phase)), phase]]


PHASES = [p for p in SOLUTIONS.phases.values() if p.kind == "asgi" and FIRST in line_of(p)]


@pytest.mark.parametrize("phase", PHASES, ids=[phase.slug for phase in PHASES])
def test_schemathesis_finds_nothing(phase: Phase, tmp_path: Path) -> None:
    config = tmp_path / "schemathesis.toml"
    config.write_text("".join(CONFIG.get(n, "") for n in line_of(phase)), encoding="utf-8")
    with served(phase) as (url, environment):
        schemathesis = [sys.executable, "-m", "schemathesis.cli"]
        settings = ["--config-file", str(config), "--no-color"]
        options = ["--seed", str(SEED), "--max-examples"]
        options += [str(EXAMPLES.get(phase.number, LATER_EXAMPLES))]
        options += ["--generation-database", "none", "--workers", "1"]
        parts: list[list[str]] = [[]]
        if LOGIN in line_of(phase):
            options += ["--header", f"Authorization: Bearer {signed_in(phase, url, environment)}"]
            last = [f"--include-operation-id={name}" for name in END_OF_LOGIN]
            parts = [[option.replace("include", "exclude") for option in last], last]
        for part in parts:
            done = subprocess.run(
                [*schemathesis, *settings, "run", f"{url}/openapi.json", *options, *part],
                cwd=tmp_path,
                capture_output=True,
                text=True,
                timeout=1200,
                check=False,
            )
            assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]


@contextlib.contextmanager
def served(phase: Phase) -> Iterator[tuple[str, dict[str, str]]]:
    """Serve the solution of a phase with its services, as `course run` does.

    Gives its address, and the environment in which commands find its database.
    """
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="course-test-") as cache:
        Path(cache).chmod(0o711)  # servers of root run as another user
        environment = os.environ | {"XDG_CACHE_HOME": cache}
        process = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "course",
                "run",
                phase.number,
                "--solution",
                "--port",
                str(port),
            ],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(url, process)
            yield url, environment
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(20)


def signed_in(phase: Phase, url: str, environment: dict[str, str]) -> str:
    """Sign up somebody, who becomes an administrator, and log in; answers the access token."""
    far = "SELECT setval(pg_get_serial_sequence('users', 'id'), 70000)"  # few requests meet it
    ask_database(phase, far, environment)
    user = {"email": "schema@example.com", "name": "Schema", "password": "correct horse battery"}
    assert httpx2.post(f"{url}/api/v1/users", json=user).status_code == 201
    promote = f"UPDATE users SET role = 'admin' WHERE email = '{user['email']}'"  # noqa: S608
    ask_database(phase, promote, environment)
    form = {"username": user["email"], "password": user["password"], "grant_type": "password"}
    token: str = httpx2.post(f"{url}/api/v1/auth/token", data=form).json()["access_token"]
    return token


def ask_database(phase: Phase, sql: str, environment: dict[str, str]) -> None:
    """Run a statement in the database of a phase that is being served."""
    command = [sys.executable, "-m", "course", "psql", phase.number, "--solution", "-c", sql]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)


def wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    """Wait until the application answers."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(httpx2.TransportError):
            if httpx2.get(f"{url}/openapi.json", timeout=5).status_code == 200:
                return
        time.sleep(0.1)
    raise AssertionError(f"nobody answered: {process.poll()}")
