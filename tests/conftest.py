"""Fixtures that several test files share."""

import signal

import pytest

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


@pytest.fixture
def learner(tmp_path) -> Learner:
    """A learner in a small course of two phases, whose path has spaces and other letters."""
    return make(tmp_path / "mein Kurs für APIs")
