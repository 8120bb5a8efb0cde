"""From phase 07 on: a request that takes two turns takes that of the session last.

One that has a session and waits for its turn to hash a password waits for ever, if all who hash
wait for sessions: a turn has no time limit.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from course.solutions import Solutions, write_tree

SOLUTIONS = Solutions(Path(__file__).resolve().parents[1] / "solutions")
TURNS = """
from app.main import app


def turns(dependant):
    for each in dependant.dependencies:
        yield from turns(each)
        if each.concurrency is not None:
            yield each.call.__name__


def operations(routes):
    for route in routes:
        if hasattr(route, "dependant"):
            yield route
        router = getattr(route, "original_router", None) or getattr(route, "app", None)
        yield from operations(getattr(router, "routes", []))


for operation in operations(app.routes):
    print(operation.path, *dict.fromkeys(turns(operation.dependant)))
"""


@pytest.mark.parametrize("number", ["07", "08", "10", "11"])
def test_the_session_is_the_last_turn(number, tmp_path):
    """No operation waits for another turn while it has a session, or it might wait for ever."""
    phase = SOLUTIONS.load(number)
    write_tree(SOLUTIONS.solution(phase), tmp_path)
    settings = {"DATABASE_URL": "postgresql+psycopg://shop@localhost/shop"}
    done = subprocess.run(
        [sys.executable, "-c", TURNS],
        cwd=tmp_path,
        env=os.environ | settings | SOLUTIONS.environment(phase),
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    taken = [line.split() for line in done.stdout.splitlines()]
    with_two = [turns for _, *turns in taken if len(turns) > 1]
    assert with_two, "the operations of this phase were not found"
    for path, *turns in taken:
        assert "get_session" not in turns[:-1], f"{path} takes its turns in this order: {turns}"
