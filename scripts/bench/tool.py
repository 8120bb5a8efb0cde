"""Measures how fast the tool is, in one run on one machine: `make bench`.

Each command is measured against plain pytest in alternation, so that a machine that is busy for a
while slows both. Medians are shown. It is no test: the machine decides, and it may be a busy one.
Everything happens in a copy of the course, in a temporary folder.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE
from typing import Any

from rich.console import Console
from rich.table import Table

from course.build import build
from course.check import check
from course.model import Exercise, Phase
from course.progress import load
from course.solutions import write_tree
from course.workspace import Course

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
PHASE = "04"
LONGEST_WATCH = 120
TESTS = 201
# What only authors have installed is left out of plain pytest, too: learners lack it.
QUIET = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description="How fast the tool is, as ratios in one run.")
    parser.add_argument("--pairs", type=int, default=5, help="measurements of each (5)")
    parser.add_argument(
        "--install", action="store_true", help="measure the core install, too: needs the network"
    )
    arguments = parser.parse_args()
    table = Table("what", "median", "against", "ratio", "target")
    with tempfile.TemporaryDirectory(prefix="course-bench-") as folder:
        copy = Path(folder, "course")
        copy.mkdir()
        shutil.copytree(ROOT / "solutions", copy / "solutions")
        shutil.copytree(ROOT / "docs", copy / "docs")
        course = Course(copy)
        phase = solved(course)
        measure(course, phase, arguments.pairs, table)
        measure_database_test(Path(folder, "database"), arguments.pairs, table)
        if arguments.install:
            measure_install(Path(folder), table)
    Console(width=100).print(table)


def solved(course: Course) -> Phase:
    """Build all phases, solve one, and let the tool know that it passes."""
    build(course)
    phase = course.phase(PHASE)
    solution = course.solutions.solution(course.solutions.phase(PHASE))
    write_tree(solution, course.folder(phase))
    if not check(course, phase).passed:
        sys.exit(f"Phase {PHASE} does not pass here: there is nothing to measure.")
    run(["check", PHASE], course.root)
    if not any(load(course.state_folder).passed.values()):
        sys.exit("The progress was not recorded.")
    return phase


def measure(course: Course, phase: Phase, pairs: int, table: Table) -> None:
    """The tool's commands, each in a process of its own."""
    root, folder = course.root, course.folder(phase)
    plain: list[float] = []
    checks: list[float] = []
    for _ in range(pairs):
        plain.append(run_pytest(folder))
        checks.append(run(["check", PHASE], root))
    seconds = statistics.median(plain)
    against = f"pytest {seconds:.2f} s"
    ratio = statistics.median(mine / theirs for mine, theirs in zip(checks, plain, strict=True))
    row(
        table, f"course check {PHASE}", statistics.median(checks), against, f"{ratio:.2f}", "≤ 1.10"
    )
    some = phase.exercises[1::3]
    found = {e.id: statistics.median(saves(course, e, pairs)) for e in some}
    after = run_pytest(folder)
    seconds = statistics.median([*plain, after])
    slowest = max(found, key=lambda exercise_id: found[exercise_id])
    middle = statistics.median(found.values())
    for name, taken in (
        ("a save in course watch", middle),
        (f"… slowest ({slowest})", found[slowest]),
    ):
        row(table, name, taken, f"pytest {seconds:.2f} s", f"{taken / seconds:.2f}", "≤ 0.15")
    row(table, "course status", median(["status"], root, pairs), "", "", "< 0.15 s")
    row(
        table,
        "course build, all phases",
        median(["build"], root, pairs, afresh=True),
        "",
        "",
        "< 2 s",
    )


def measure_database_test(folder: Path, pairs: int, table: Table) -> None:
    """What the isolation of a test with a database costs: many tests that change nothing."""
    test = (
        'import pytest\n\n\n@pytest.mark.parametrize("n", range({count}))\n'
        'def test_it(client, n):\n    assert client.get("/").json() == {{}}\n'
    )
    settings = (
        '[tool.pytest.ini_options]\naddopts = "-p course.plugin"\n\n[tool.course]\n'
        'kind = "asgi"\napp = "main:app"\nservices = {services}\n'
    )
    app = (
        "from fastapi import FastAPI\n\napp = FastAPI()\n\n\n"
        '@app.get("/")\ndef read() -> dict[str, int]:\n    return {}\n'
    )
    projects: dict[str, list[float]] = {"[]": [], '["postgres"]': []}
    for number, services in enumerate(projects):
        for count in (1, TESTS):
            project = folder / f"{number}-{count}"
            project.mkdir(parents=True)
            (project / "main.py").write_text(app, encoding="utf-8")
            text = settings.format(services=services)
            (project / "pyproject.toml").write_text(text, encoding="utf-8")
            (project / "test_it.py").write_text(test.format(count=count), encoding="utf-8")
    for _ in range(pairs):
        for number, found in enumerate(projects.values()):  # the start, which both have, taken off
            one, many = (run_pytest(folder / f"{number}-{count}") for count in (1, TESTS))
            found.append((many - one) / (TESTS - 1))
    without, with_database = projects.values()
    more = statistics.median(b - a for a, b in zip(without, with_database, strict=True))
    against = f"without {statistics.median(without) * 1000:.1f} ms"
    table.add_row("a test with a database, more", f"{more * 1000:.1f} ms", against, "", "≤ 5 ms")


def row(table: Table, *cells: str | float) -> None:
    """Add a row; numbers are seconds."""
    table.add_row(*(f"{cell:.3f} s" if isinstance(cell, float) else cell for cell in cells))


def run_pytest(folder: Path) -> float:
    """Seconds of plain pytest in a phase's folder."""
    return timed([str(BIN / "pytest"), "-q", "-p", "no:cacheprovider"], folder)


def run(arguments: Sequence[str], folder: Path) -> float:
    """Seconds of a `course` command."""
    return timed([str(BIN / "course"), *arguments], folder)


def timed(command: Sequence[str], folder: Path) -> float:
    """Seconds of a command, which must succeed."""
    sys.stderr.write(f"  {Path(command[0]).name} {' '.join(command[1:])}\n")
    start = time.perf_counter()
    done = subprocess.run(
        command, cwd=folder, env=QUIET, capture_output=True, text=True, check=False
    )
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return seconds


def median(arguments: Sequence[str], root: Path, times: int, *, afresh: bool = False) -> float:
    """The median of a command's seconds; `afresh`, with nothing built before."""
    found = []
    for _ in range(times):
        if afresh:
            shutil.rmtree(root / "phases")
        found.append(run(arguments, root))
    return statistics.median(found)


def saves(course: Course, exercise: Exercise, times: int) -> Iterator[float]:
    """Seconds from a save of the exercise's file to the verdict of it that `watch` prints.

    The check of the other exercises, which follows each verdict, is cut off by the next save.
    """
    sys.stderr.write(f"  course watch {exercise.id}, and {times} saves\n")
    path = course.folder(course.phase(exercise.id)) / exercise.files[0]
    content = path.read_bytes()
    with watching(course.root, exercise) as process:
        wait_for(process, exercise)
        time.sleep(2)  # until the files are surely watched
        for _ in range(times):
            time.sleep(0.3)
            start = time.perf_counter()
            path.write_bytes(content)
            yield wait_for(process, exercise) - start


@contextmanager
def watching(root: Path, exercise: Exercise) -> Iterator[subprocess.Popen[str]]:
    """`course watch` at an exercise that has passed, so that it stays there."""
    command = [str(BIN / "course"), "watch", exercise.id, "--json"]
    process = subprocess.Popen(command, cwd=root, env=QUIET, stdout=PIPE, stderr=DEVNULL, text=True)
    limit = threading.Timer(LONGEST_WATCH, process.kill)
    limit.start()
    try:
        yield process
    finally:
        limit.cancel()
        process.terminate()
        process.communicate()


def wait_for(process: subprocess.Popen[str], exercise: Exercise) -> float:
    """When the next verdict of the exercise came."""
    while line := process.stdout.readline() if process.stdout else "":
        now = time.perf_counter()
        verdict: dict[str, Any] = json.loads(line)
        if [e["id"] for e in verdict["exercises"]] == [exercise.id]:
            if not verdict["passed"]:
                sys.exit(f"In course watch, {exercise.id} does not pass: {line}")
            return now
    sys.exit("course watch ended unexpectedly.")


def measure_install(folder: Path, table: Table) -> None:
    """The core install in a fresh copy: seconds, packages, size on disk."""
    copy = folder / "fresh"
    ignored = shutil.ignore_patterns(".venv", ".git", ".course", "phases", "solutions", "*_cache")
    shutil.copytree(ROOT, copy, ignore=ignored)
    seconds = timed([sys.executable, str(copy / "scripts" / "install.py")], copy)
    site = next(copy.glob(".venv/[Ll]ib/**/site-packages"))
    packages = len(list(site.glob("*.dist-info")))
    size = sum(p.stat().st_size for p in site.rglob("*") if p.is_file() and not p.is_symlink())
    row(table, f"core install: {packages} packages, {size / 1e6:.0f} MB", seconds, "", "", "")


if __name__ == "__main__":
    main()
