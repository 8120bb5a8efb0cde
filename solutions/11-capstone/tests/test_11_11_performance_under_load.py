"""11.11 Extra level: performance under load."""

import os

import pytest
from capstone import ME, USERS, Person, bearer

ROUNDS = 5
LEVELS = {ME: 0.1, f"{USERS}?limit=10": 0.06}
"""Of the yardstick's rate, what the reference reaches."""
SHARE = 0.4
"""Of the reference's level, what is asked."""


@pytest.fixture
def admin_headers(running):
    """The header of an administrator."""
    email, password = os.environ["ADMIN_EMAIL"], os.environ["ADMIN_PASSWORD"]
    admin = Person(running.client(), email, password).logs_in()
    return bearer(admin.tokens["access_token"])


def test_it_is_quick_under_load(running, yardstick, rate, admin_headers):
    """Four clients at once read their own account, then a page of ten. All answers are 200, and in
    a second there are as many as 40 % of the reference's level. The level is a ratio: of the
    requests that a server answers which does nothing, on the same machine, in the same second."""
    for target, level in LEVELS.items():
        reached = []
        for _ in range(ROUNDS):  # a machine is busy at times: the best round counts
            ours = rate(f"{running.url}{target}", admin_headers)
            reached.append(ours / rate(yardstick, seconds=0.15) / level)
            if reached[-1] >= SHARE:
                break
        assert max(reached) >= SHARE, (
            f"GET {target} reaches {max(reached):.0%} of the reference's level; {SHARE:.0%} are"
            f" asked. {ours:.0f} requests a second were answered in the last round."
        )
