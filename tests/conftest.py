"""Fixtures that several test files share."""

import pytest

from learner import Learner, make


@pytest.fixture
def learner(tmp_path) -> Learner:
    """A learner in a small course of two phases, whose path has spaces and other letters."""
    return make(tmp_path / "mein Kurs für APIs")
