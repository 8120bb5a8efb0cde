"""What all tests of this phase share."""

import pytest


@pytest.fixture(autouse=True)
def _signing_key(monkeypatch):
    """Sign with a key of the tests, as in production, and not with the one that everybody knows."""
    monkeypatch.setenv("STOREFRONT_KEY", "a key that only the tests of this phase use")
