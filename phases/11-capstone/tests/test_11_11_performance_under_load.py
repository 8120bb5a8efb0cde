"""11.11 Extra level: performance under load."""

import os

import pytest

from capstone import ME, USERS, Person, address, bearer

LEVELS = {ME: 0.34, f"{USERS}?limit=25": 0.22}
"""Of the yardstick's rate, what the reference reaches."""
SHARE = 0.6
"""Of the reference's level, what is asked."""


@pytest.fixture
def admin_headers(running):
    """The header of an administrator, of a service with a page full of accounts."""
    for _ in range(24):
        Person(running.client(), address()).signs_up()
    email, password = os.environ["ADMIN_EMAIL"], os.environ["ADMIN_PASSWORD"]
    admin = Person(running.client(), email, password).logs_in()
    return bearer(admin.tokens["access_token"])


def test_it_is_quick_under_load(running, yardstick, rate, admin_headers):
    """Four clients at once read their own account, then a page of 25. All answers are 200, and in
    a second there are at least 60 % as many as of the reference. Its level is a ratio: of the
    requests that the course's yardstick answers, on the same machine, in the same second. (Of five
    rounds the majority counts: a machine is busy at times.)"""
    rate(f"{running.url}{ME}", admin_headers, seconds=0.1)
    for target, level in LEVELS.items():
        shares = []
        while sum(s >= SHARE for s in shares) < 3 and sum(s < SHARE for s in shares) < 3:
            measured = rate(yardstick, seconds=0.15)
            ours = rate(f"{running.url}{target}", admin_headers, seconds=0.2)
            measured = max(measured, rate(yardstick, seconds=0.15))
            shares.append(ours / measured / level)
        reached = sorted(shares)[len(shares) // 2]
        assert reached >= SHARE, (
            f"GET {target} reaches {reached:.0%} of the reference's level: {ours:.0f} requests a"
            f" second, where the yardstick answers {measured:.0f}."
        )
