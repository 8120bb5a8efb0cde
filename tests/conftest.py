"""Fixtures that several test files share."""

import shutil
import signal
import sys
from collections.abc import Iterator

import pytest

from course import services
from course.services import postgres
from course.solutions import Solutions
from course.workspace import find_root
from learner import Learner, make

# A shell starts what it runs in the background with Ctrl-C ignored, and children inherit that.
# What has a handler here is at its default in children.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

SOLUTIONS = Solutions(find_root() / "solutions")
# What is tested of one phase waits until the phase is no draft any more.
DRAFTS = SOLUTIONS.slugs.keys() - SOLUTIONS.phases.keys()
collect_ignore_glob = [f"test_phase_{number}_*" for number in sorted(DRAFTS)]


LONG = ("test_carry_phases", "test_schemathesis", "test_phase_")
"""Files with tests of a minute each, and one of ten. They begin first: no processor waits for one
of them at the end."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put long tests first; in between the order stays random."""

    def place(item: pytest.Item) -> int:
        name = item.path.name
        return next((at for at, file in enumerate(LONG) if name.startswith(file)), len(LONG))

    items.sort(key=place)


@pytest.fixture(autouse=True)
def nothing_imported_of_a_project() -> Iterator[None]:
    """All projects name their modules alike: the next test must not find those of this one."""
    path = sys.path[:]
    yield
    sys.path[:] = path
    for name in [n for n in sys.modules if n.partition(".")[0] in {"app", "suite"}]:
        del sys.modules[name]


@pytest.fixture
def learner(tmp_path) -> Iterator[Learner]:
    """A learner in a small course of two phases, whose path has spaces and other letters."""
    made = make(tmp_path / "mein Kurs für APIs")
    yield made
    for rows in postgres.cache().glob(f"*-{services.copy_of(made.root)}"):
        shutil.rmtree(rows)
