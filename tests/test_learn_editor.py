"""Editors: each phase's `app` is resolved, and a debugger can be put on the exercise in hand."""

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from course.solutions import Solutions
from learner import CALC

ROOT = Path(__file__).resolve().parents[1]


def test_each_phase_is_an_environment_of_its_own_for_pyright():
    data = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    roots = {entry["root"] for entry in data["tool"]["pyright"]["executionEnvironments"]}
    phases = {f"phases/{phase.slug}" for phase in Solutions(ROOT / "solutions").phases.values()}
    assert phases <= roots, "add the phase to [tool.pyright] in pyproject.toml"


@pytest.mark.parametrize("name", ["launch.json", "settings.json"])
def test_settings_of_the_editor_can_be_read(name):
    text = (ROOT / ".vscode" / name).read_text(encoding="utf-8")
    data = json.loads(re.sub(r"(?m)^\s*//.*$", "", text))
    if name == "launch.json":
        assert [entry["module"] for entry in data["configurations"]] == ["course.debug", "pytest"]


def debug(learner, *words):
    return subprocess.run(
        [sys.executable, "-m", "course.debug", *words],
        cwd=learner.root,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_exercise_in_hand_runs_in_one_process(learner):
    done = debug(learner)
    assert done.returncode == 1
    assert "test_it_doubles" in done.stdout
    learner.solve("00-plain")
    learner.types("check", "00")
    assert "test_it_is_created" in debug(learner).stdout
    assert debug(learner, "0.2").returncode == 0


def test_plain_pytest_in_a_phase_says_the_same(learner):
    learner.edit(CALC, 'raise NotImplementedError("exercise 0.2")', "return x // 2")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q"],
        cwd=learner.path("00-plain"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert "2 failed, 1 passed" in done.stdout
