"""Schemathesis finds nothing against the solution of phase 04.

It reads the API's own OpenAPI document, makes requests of it, valid and invalid ones, and compares
what comes back with what the document says: https://schemathesis.readthedocs.io/
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from course.solutions import Solutions, write_tree

ROOT = Path(__file__).parent.parent
SEED = 1
EXAMPLES = 100  # an operation
CONFIG = """
# Orders of an unknown SKU fit the document and are refused with 422 all the same: which SKUs
# there are is not in it.
[[operations]]
include-operation-id = "create_order"
checks.positive_data_acceptance.expected-statuses = ["2xx", 409, 422]
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The solution of phase 04, built."""
    solutions = Solutions(ROOT / "solutions")
    folder = tmp_path_factory.mktemp("phase-04")
    write_tree(solutions.solution(solutions.phase("04")), folder)
    return folder


def test_schemathesis_finds_nothing(project: Path, tmp_path: Path) -> None:
    config = tmp_path / "schemathesis.toml"
    config.write_text(CONFIG, encoding="utf-8")
    with served(project) as url:
        schemathesis = [sys.executable, "-m", "schemathesis.cli"]
        settings = ["--config-file", str(config), "--no-color"]
        options = ["--seed", str(SEED), "--max-examples", str(EXAMPLES), "--checks", "all"]
        options += ["--generation-database", "none"]
        done = subprocess.run(
            [*schemathesis, *settings, "run", f"{url}/openapi.json", *options],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]


@contextmanager
def served(project: Path) -> Iterator[str]:
    """Serve the application in a project's folder, with the sample data; give its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        uvicorn = [sys.executable, "-m", "uvicorn", "app.main:app", "--log-level", "warning"]
        process = subprocess.Popen(
            [*uvicorn, "--fd", str(listener.fileno())],
            cwd=project,
            env=os.environ | {"SAMPLE_DATA": "true"},
            pass_fds=[listener.fileno()],
        )
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            process.terminate()
            process.wait(10)
