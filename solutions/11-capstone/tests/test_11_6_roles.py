"""11.6 Roles."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from capstone import ME, USERS, account


def give(asker, person, role):
    """Give somebody a role."""
    return asker.asks("PUT", f"{person.at}/role", json={"role": role})


def test_an_administrator_gives_roles(admin, ada):
    """PUT /api/v1/users/{id}/role with `role` (`member`, `support` or `admin`) answers an
    administrator 200 with the account as it is then."""
    for role in ("support", "admin", "member"):
        answer = give(admin, ada, role)
        assert (answer.status_code, account(answer.json())) == (200, ada.user | {"role": role})


def test_support_reads_and_changes_nothing(support, ada):
    """The role `support` lists and reads all accounts. Changing and deleting others, and giving
    roles, is answered 403."""
    assert account(support.asks("GET", ada.at).json()) == ada.user
    listed = support.asks("GET", USERS, params={"search": ada.email})
    assert [account(item) for item in listed.json()["items"]] == [ada.user]
    assert support.asks("PATCH", ada.at, json={"name": "x"}).status_code == 403
    assert support.asks("DELETE", ada.at).status_code == 403
    assert give(support, ada, "support").status_code == 403
    assert account(ada.asks("GET", ME).json()) == ada.user


def test_a_member_may_neither_list_nor_give_roles(ada, people, unknown_id):
    """Listing accounts and giving roles is answered 403 to a member, to oneself too, and whether
    the account exists or not."""
    assert ada.asks("GET", USERS).status_code == 403
    nobodys = f"{USERS}/{unknown_id}/role"
    assert ada.asks("PUT", nobodys, json={"role": "member"}).status_code == 403
    assert give(ada, people(), "member").status_code == 403
    assert give(ada, ada, "admin").status_code == 403
    assert ada.asks("GET", ME).json()["role"] == "member"


def test_a_role_counts_at_once(admin, support):
    """What a role gives and takes counts from the next request on, for tokens that are out."""
    assert support.asks("GET", USERS).status_code == 200
    give(admin, support, "member")
    assert support.asks("GET", USERS).status_code == 403
    give(admin, support, "admin")
    assert give(support, support, "member").status_code == 409
    assert support.asks("GET", USERS).status_code == 200


def test_there_is_always_an_administrator(admin, people):
    """Administrators neither change their own role nor delete themselves: 409."""
    other = people()  # the first administrator is needed again
    assert give(admin, other, "admin").status_code == 200
    assert give(other, other, "member").status_code == 409
    assert other.asks("DELETE", other.at).status_code == 409
    assert account(other.asks("GET", ME).json()) == other.user | {"role": "admin"}


@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_of_two_against_each_other_one_stays(admin, people, method):
    """When two administrators take each other's role at the same moment, or delete each other, one
    of them stays what they are: who has just lost it is answered 401, 403, 404 or 409."""

    def turn(pair):
        asker, other = pair
        if method == "PUT":
            return give(asker, other, "member").status_code
        return asker.asks("DELETE", other.at).status_code

    pair = []
    with ThreadPoolExecutor(4) as many:
        for _ in range(6):
            pair += [people() for _ in range(2 - len(pair))]
            assert [give(admin, each, "admin").status_code for each in pair] == [200, 200]
            found = set(many.map(turn, [pair, pair[::-1]] * 2))
            stayed = [each for each in pair if each.asks("GET", USERS).status_code == 200]
            assert stayed, "both were let through, and neither is an administrator any more"
            assert found <= {200, 204, 401, 403, 404, 409}
            pair = [each for each in pair if method == "PUT" or each in stayed]


@pytest.mark.parametrize("wrong", [{"role": "root"}, {"role": ""}, {"role": None}, {}])
def test_an_unknown_role_is_refused(admin, ada, unknown_id, wrong):
    """Any other role is answered 422; a role for an account that does not exist 404."""
    assert admin.asks("PUT", f"{ada.at}/role", json=wrong).status_code == 422
    nobodys = f"{USERS}/{unknown_id}/role"
    assert admin.asks("PUT", nobodys, json={"role": "member"}).status_code == 404


def test_a_role_is_given_in_no_other_way(ada):
    """A `role` in a PATCH of one's own account has no effect. (422 is as good.)"""
    answer = ada.asks("PATCH", ada.at, json={"name": "Ada King", "role": "admin"})
    assert answer.status_code in {200, 422}
    assert ada.asks("GET", ME).json()["role"] == "member"
