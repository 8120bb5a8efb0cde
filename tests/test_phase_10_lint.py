"""Phase 10: what linters of others say of its Dockerfile, its workflow and its compose file."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from course.solutions import Solutions, write_tree

ROOT = Path(__file__).resolve().parents[1]
WORKFLOW = ".github/workflows/image.yml"
COMMANDS = {
    "hadolint": ["hadolint", "Dockerfile"],
    "actionlint": ["actionlint", WORKFLOW],
    "zizmor": ["zizmor", "--offline", "--no-progress", WORKFLOW],
    "check-jsonschema": ["check-jsonschema", "--builtin-schema", "vendor.compose-spec"],
}


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """The solution."""
    folder = tmp_path_factory.mktemp("phase-10")
    solutions = Solutions(ROOT / "solutions")
    write_tree(solutions.solution(solutions.load("10")), folder)
    return folder


@pytest.mark.parametrize("tool", COMMANDS)
def test_linters_find_nothing(project, tool):
    """hadolint, actionlint, zizmor and the schemas are content."""
    beside = Path(sys.executable).with_name(tool)
    program = str(beside) if beside.exists() else shutil.which(tool)
    if program is None:
        pytest.skip(f"not verified here: {tool} is not installed")
    arguments = COMMANDS[tool][1:]
    calls = [arguments]
    if tool == "check-jsonschema":
        calls = [
            [*arguments, "compose.yaml"],
            ["--builtin-schema", "vendor.github-workflows", WORKFLOW],
        ]
    for call in calls:
        done = subprocess.run(
            [program, *call], cwd=project, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_lock_is_of_what_the_shop_needs(project):
    """Each package of requirements.in is in requirements.txt, in one version with its hashes."""
    needed = {
        line.partition(" ")[0].partition("[")[0]
        for line in (project / "requirements.in").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    }
    locked = {
        line.partition("==")[0]
        for line in (project / "requirements.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line
    }
    assert needed - locked == set()
