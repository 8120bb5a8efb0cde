"""11.4 Refresh, and log out."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from capstone import REFRESH, REVOKE, Person


def another_login(person):
    """The same account on another device."""
    other = Person(person.client, person.email).logs_in()
    other.user = person.user
    return other


def test_a_refresh_token_is_exchanged_for_new_tokens(ada):
    """POST /api/v1/tokens/refresh with `refresh_token` answers 200 with what a login is answered
    with. Both tokens work, and the refresh token is a new one."""
    answer = ada.refreshes()
    assert answer.status_code == 200
    old, ada.tokens = ada.tokens, answer.json()
    assert old.keys() == ada.tokens.keys()
    assert ada.tokens["refresh_token"] != old["refresh_token"]
    assert ada.at_the_door() == 200
    assert ada.refreshes().status_code == 200


def test_a_used_refresh_token_is_refused(ada):
    """A refresh token works once: the second time it is answered 401."""
    assert ada.refreshes().status_code == 200
    assert ada.refreshes().status_code == 401


def test_a_replay_ends_the_login(ada):
    """A refresh token that comes a second time is in two hands, so its whole login ends: the newer
    refresh token is refused, too, and the access tokens are."""
    newer = ada.refreshes().json()
    assert ada.refreshes().status_code == 401
    assert ada.refreshes(newer["refresh_token"]).status_code == 401
    ada.tokens = newer
    assert ada.at_the_door() == 401


def test_a_replay_ends_no_other_login(ada):
    """Logins of the same account on other devices go on."""
    laptop = another_login(ada)
    ada.refreshes()
    assert ada.refreshes().status_code == 401
    assert laptop.at_the_door() == 200
    assert laptop.refreshes().status_code == 200


def test_of_two_at_once_one_wins(ada):
    """When one refresh token comes several times at the same moment, at most one request gets new
    tokens; all others are answered 401."""
    with ThreadPoolExecutor(4) as many:
        for _ in range(4):
            ada.logs_in()
            found = list(many.map(lambda _: ada.refreshes().status_code, range(4)))
            assert set(found) <= {200, 401}
            assert found.count(200) <= 1, f"{found.count(200)} of 4 got tokens"


def test_who_logs_out_is_logged_out(ada):
    """POST /api/v1/tokens/revoke with `refresh_token` answers 204 and ends the login: its refresh
    token and its access tokens are worth nothing from then on. Other logins go on."""
    laptop = another_login(ada)
    answer = ada.client.post(REVOKE, json={"refresh_token": ada.tokens["refresh_token"]})
    assert answer.status_code == 204
    assert ada.refreshes().status_code == 401
    assert ada.at_the_door() == 401
    assert laptop.at_the_door() == 200


@pytest.mark.parametrize("token", ["", "x", "x" * 43, "💣"])
def test_what_is_no_refresh_token_is_refused(client, token):
    """An unknown refresh token is answered 401 by refresh, 204 by revoke: there is nothing left to
    end. One that cannot be any may be answered 422 by both."""
    assert client.post(REFRESH, json={"refresh_token": token}).status_code in {401, 422}
    assert client.post(REVOKE, json={"refresh_token": token}).status_code in {204, 422}


def test_an_access_token_refreshes_nothing(ada):
    """The access token is no refresh token: 401 or 422."""
    assert ada.refreshes(ada.tokens["access_token"]).status_code in {401, 422}
