"""7.5 Refresh, and log out."""

from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

USERS = "/api/v1/users"
LOGIN = "/api/v1/auth/token"
REFRESH = "/api/v1/auth/refresh"
LOGOUT = "/api/v1/auth/logout"
ME = "/api/v1/users/me"
ADA = {"email": "ada@example.com", "name": "Ada Lovelace", "password": "correct horse battery"}


@pytest.fixture
def shop(client):
    """A client of a shop in which Ada has signed up."""
    client.post(USERS, json=ADA)
    return client


def log_in(client):
    """Log Ada in; the tokens."""
    form = {"username": ADA["email"], "password": ADA["password"]}
    return client.post(LOGIN, data=form).json()


def refresh(client, tokens):
    """Exchange the refresh token; the answer."""
    return client.post(REFRESH, json={"refresh_token": tokens["refresh_token"]})


def bearer(tokens):
    """The header that shows the access token."""
    return {"Authorization": f"Bearer {tokens['access_token']}"}


def knows(client, tokens):
    """Which status /users/me answers the access token with."""
    return client.get(ME, headers=bearer(tokens)).status_code


def test_a_refresh_token_is_exchanged_for_new_tokens(shop):
    """POST /api/v1/auth/refresh with `{"refresh_token": …}` answers 200 with a new access token and
    a new refresh token, in the form of the login. The new access token opens /users/me."""
    old = log_in(shop)
    answer = refresh(shop, old)
    assert answer.status_code == 200
    new = answer.json()
    assert new.keys() == old.keys()
    assert new["refresh_token"] != old["refresh_token"], "the refresh token must change too"
    assert knows(shop, new) == 200


def test_refreshing_goes_on_and_on(shop):
    """Each new refresh token can be exchanged in its turn: who comes back stays logged in."""
    tokens = log_in(shop)
    for _ in range(4):
        tokens = refresh(shop, tokens).json()
    assert knows(shop, tokens) == 200


def test_a_used_refresh_token_is_refused(shop):
    """A refresh token works once. The second time it is answered with 401."""
    tokens = log_in(shop)
    refresh(shop, tokens)
    assert refresh(shop, tokens).status_code == 401


def test_a_replayed_refresh_token_ends_the_login(shop):
    """When a used refresh token comes again, somebody has a copy, and nobody can tell who the thief
    is. So the whole login ends: the newest refresh token and access token are answered with 401,
    too."""
    stolen = log_in(shop)
    newest = refresh(shop, stolen).json()
    refresh(shop, stolen)
    assert refresh(shop, newest).status_code == 401, "the newest refresh token still works"
    assert knows(shop, newest) == 401, "the access token still works"


def test_a_replay_ends_no_other_login(shop):
    """The logins of the same user on other devices go on."""
    phone, laptop = log_in(shop), log_in(shop)
    refresh(shop, phone)
    refresh(shop, phone)
    assert knows(shop, laptop) == 200
    assert refresh(shop, laptop).status_code == 200


def test_of_two_at_once_one_wins(server):
    """When one refresh token comes twice at the same moment, at most one of the two requests gets
    new tokens."""
    with httpx2.Client(base_url=server.url, trust_env=False) as http:
        http.post(USERS, json=ADA)
        for _ in range(3):
            tokens = log_in(http)
            with ThreadPoolExecutor(4) as many:
                answers = list(many.map(lambda _, t=tokens: refresh(http, t).status_code, range(4)))
            assert sorted(set(answers) - {200, 401}) == []
            assert answers.count(200) <= 1, f"{answers.count(200)} of 4 got tokens"


def test_an_old_refresh_token_is_refused(shop, database):
    """A refresh token is valid for as long as the setting `refresh_token_seconds` says. After that
    it is answered with 401. (The test turns `expires_at` back.)"""
    tokens = log_in(shop)
    database.execute("UPDATE refresh_tokens SET expires_at = now() - interval '1 second'")
    assert refresh(shop, tokens).status_code == 401


def test_a_refresh_token_is_valid_for_two_weeks(shop, database):
    """With the default settings each refresh token, the newer ones too, expires after 14 days."""
    refresh(shop, log_in(shop))
    found = database.rows(
        "SELECT extract(epoch FROM expires_at - now()) / 86400 AS days FROM refresh_tokens"
    )
    assert [13.9 < row["days"] <= 14 for row in found] == [True, True]


def test_what_is_no_refresh_token_is_refused(client):
    """A refresh token that nobody was given is answered with 401; a body without one, or with
    characters that none has, with 422."""
    assert client.post(REFRESH, json={"refresh_token": "x" * 43}).status_code == 401
    for body in ({}, {"refresh_token": ""}, {"refresh_token": "a\x00b"}, {"refresh_token": None}):
        assert client.post(REFRESH, json=body).status_code == 422, f"the body is {body}"


def test_an_access_token_refreshes_nothing(shop):
    """The access token is no refresh token: nothing new is given for it."""
    tokens = log_in(shop)
    wrong = {"refresh_token": tokens["access_token"]}
    assert shop.post(REFRESH, json=wrong).status_code in {401, 422}


def test_refresh_tokens_are_not_stored(shop, database):
    """The database holds fingerprints: whoever reads it finds no refresh token to use."""
    old = log_in(shop)
    new = refresh(shop, old).json()
    stored = str(database.rows("SELECT * FROM refresh_tokens"))
    assert old["refresh_token"] not in stored
    assert new["refresh_token"] not in stored


def test_after_logout_the_tokens_are_worth_nothing(shop):
    """POST /api/v1/auth/logout with the access token answers 204. From then on the access token and
    the refresh token of that login are answered with 401, though neither has expired."""
    tokens = log_in(shop)
    assert shop.post(LOGOUT, headers=bearer(tokens)).status_code == 204
    assert knows(shop, tokens) == 401
    assert refresh(shop, tokens).status_code == 401


def test_tokens_that_were_refreshed_end_too(shop):
    """A logout with one access token ends all tokens of its login, older and newer ones."""
    first = log_in(shop)
    second = refresh(shop, first).json()
    shop.post(LOGOUT, headers=bearer(first))
    assert [knows(shop, first), knows(shop, second)] == [401, 401]


def test_logout_leaves_other_devices_alone(shop):
    """A logout ends one login. With `?everywhere=true` it ends all logins of the user."""
    phone, laptop, tablet = log_in(shop), log_in(shop), log_in(shop)
    shop.post(LOGOUT, headers=bearer(phone))
    assert knows(shop, laptop) == 200
    shop.post(LOGOUT, params={"everywhere": "true"}, headers=bearer(laptop))
    assert [knows(shop, laptop), knows(shop, tablet)] == [401, 401]


def test_nobody_logs_others_out(shop):
    """A logout everywhere ends the logins of who asks, and of nobody else. Without a token it is
    answered with 401."""
    ada = log_in(shop)
    grace = {"email": "grace@example.com", "name": "Grace", "password": "another battery staple"}
    shop.post(USERS, json=grace)
    form = {"username": grace["email"], "password": grace["password"]}
    other = shop.post(LOGIN, data=form).json()
    assert shop.post(LOGOUT, params={"everywhere": "true"}).status_code == 401
    shop.post(LOGOUT, params={"everywhere": "true"}, headers=bearer(other))
    assert knows(shop, ada) == 200


def test_the_operation_is_the_contracts(shop):
    """The function is called `refresh_token`, and documents the answers 200, 401 and 422. No cache
    may store them: they say `Cache-Control: no-store`."""
    operation = shop.get("/openapi.json").json()["paths"][REFRESH]["post"]
    assert operation["operationId"] == "refresh_token"
    assert sorted(operation["responses"]) == ["200", "401", "422"]
    assert refresh(shop, log_in(shop)).headers.get("cache-control") == "no-store"
