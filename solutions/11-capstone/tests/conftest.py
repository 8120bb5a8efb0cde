"""Fixtures that the tests of this phase share: people with accounts of their own."""

import os

import pytest

from capstone import ME, Person, account, address


@pytest.fixture
def people(client):
    """`people(name="Ada")`: somebody who has signed up and logged in."""

    def make(**more):
        return Person(client, address()).signs_up(**more).logs_in()

    return make


@pytest.fixture
def ada(people):
    """Somebody with an account."""
    return people()


@pytest.fixture
def unknown_id(people):
    """An id that no account has any more: what ids look like is the service's own matter."""
    gone = people()
    assert gone.asks("DELETE", gone.at).status_code == 204, "somebody deletes their account"
    return gone.id


@pytest.fixture
def admin(client):
    """The first administrator, of ADMIN_EMAIL and ADMIN_PASSWORD."""
    found = Person(client, os.environ["ADMIN_EMAIL"], os.environ["ADMIN_PASSWORD"]).logs_in()
    found.user = account(found.asks("GET", ME).json())
    return found


@pytest.fixture
def support(people, admin):
    """Somebody with the role `support`."""
    found = people(name="Grace Hopper")
    answer = admin.asks("PUT", f"{found.at}/role", json={"role": "support"})
    assert answer.status_code == 200, "an administrator gives a role"
    return found
