"""11.3 Log in."""

import time

import pytest

from capstone import (
    LOGIN,
    ME,
    PHRASE,
    Person,
    account,
    address,
    bearer,
    parts_of,
    resign,
    tells,
)


def log_in(client, email, password=PHRASE):
    """What a login is answered with."""
    return client.post(LOGIN, json={"email": email, "password": password})


def me(client, token):
    """The status of /users/me for a token."""
    return client.get(ME, headers=bearer(token)).status_code


@pytest.mark.parametrize(
    "password",
    [PHRASE, "päss wörter 🙂 123", " spaces around it ", "Capitals Are Counted", "x" * 127 + "y"],
)
def test_the_right_password_is_answered_with_tokens(client, password):
    """POST /api/v1/tokens with `email` and `password` answers 200 with `access_token`,
    `refresh_token`, `token_type` (`Bearer`, in any case) and `expires_in` (seconds). Each character
    of the password counts, also the last of 128, capitals, and spaces around it: without it, 401.
    """
    ada = Person(client, address(), password).signs_up()
    answer = log_in(client, ada.email, password)
    assert answer.status_code == 200
    tokens = answer.json()
    assert isinstance(tokens["access_token"], str)
    assert isinstance(tokens["refresh_token"], str)
    assert tokens["token_type"].lower() == "bearer"
    assert tokens["expires_in"] > 0
    others = {f"{password[:-1]}z", password.strip(), password.swapcase()} - {password}
    found = {other: log_in(client, ada.email, other).status_code for other in others}
    assert found == dict.fromkeys(others, 401), "other passwords"


def test_the_access_token_says_who_is_asking(ada):
    """GET /api/v1/users/me with `Authorization: Bearer <access token>` answers 200 with the
    account of whoever logged in."""
    answer = ada.asks("GET", ME)
    assert (answer.status_code, account(answer.json())) == (200, ada.user)


def test_the_access_token_is_a_json_web_token(ada):
    """The access token is a JSON Web Token, signed with HS256. Its payload has `sub`, the
    account's id, and `iat` and `exp` in seconds, which are `expires_in` apart: an hour at most."""
    header, claims = parts_of(ada.tokens["access_token"])
    assert header["alg"] == "HS256"
    assert claims["sub"] == ada.id
    assert ada.tokens["expires_in"] == claims["exp"] - claims["iat"], "expires_in: exp minus iat"
    assert ada.tokens["expires_in"] <= 3600
    assert abs(claims["iat"] - time.time()) < 600


def test_the_token_is_signed_with_the_secret(ada):
    """The key is TOKEN_SECRET: who has it can sign a token that is believed, and nobody else. A
    token that was changed, that another key signed, or that has no signature is answered 401."""
    token = ada.tokens["access_token"]
    assert me(ada.client, resign(token)) == 200, "signed again with TOKEN_SECRET"
    head, payload, signature = token.split(".")
    other = "A" if signature[5] != "A" else "B"
    bad = {
        "another key": resign(token, key="another-secret-0123456789-0123456789"),
        "no signature": f"{head}.{payload}.",
        "a changed signature": f"{head}.{payload}.{signature[:5]}{other}{signature[6:]}",
        "the payload of another": f"{head}.{resign(token, claims={'sub': 'x'}).split('.')[1]}."
        f"{signature}",
    }
    assert {name: me(ada.client, wrong) for name, wrong in bad.items()} == dict.fromkeys(bad, 401)


def test_a_token_expires(ada):
    """A token whose `exp` has passed is answered 401, and so is one that has no `exp`."""
    token = ada.tokens["access_token"]
    begun = parts_of(token)[1]["iat"]  # by the server's clock
    assert me(ada.client, resign(token, claims={"exp": begun + 60})) == 200
    assert me(ada.client, resign(token, claims={"iat": begun - 7200, "exp": begun - 3600})) == 401
    assert me(ada.client, resign(token, claims={"exp": None})) == 401


@pytest.mark.parametrize("sent", [None, "", "Bearer", "Bearer x.y.z", "Basic YTpi"])
def test_without_a_token_it_is_401(client, sent):
    """Without an access token, or with one that is none, the answer is 401, and its header
    WWW-Authenticate begins with `Bearer`."""
    headers = {} if sent is None else {"Authorization": sent}
    answer = client.get(ME, headers=headers)
    assert answer.status_code == 401
    assert answer.headers.get("www-authenticate", "")[:6].lower() == "bearer", "WWW-Authenticate"


def test_a_refresh_token_is_no_access_token(ada):
    """The refresh token opens nothing but the door to new tokens."""
    assert me(ada.client, ada.tokens["refresh_token"]) == 401


def test_a_wrong_password_and_an_unknown_address_are_answered_alike(client):
    """A wrong password and an unknown address are answered 401 with the same body, so that nobody
    learns which addresses exist. (What is new in each answer, as the name of a request, may be.)"""
    ada = Person(client, address()).signs_up()
    wrong = [log_in(client, ada.email, "correct horse batterz") for _ in range(2)]
    assert wrong[0].status_code == 401, "a wrong password"
    unknown = [log_in(client, address()) for _ in range(2)]
    assert unknown[0].status_code == 401, "an unknown address"
    assert tells(*unknown) == tells(*wrong), "an unknown address, beside a wrong password"


def test_the_address_may_be_written_in_capitals(client):
    """ADA@EXAMPLE.COM logs in whoever signed up as ada@example.com."""
    ada = Person(client, address()).signs_up()
    assert log_in(client, ada.email.upper()).status_code == 200


def test_there_is_a_first_administrator(admin):
    """The account of ADMIN_EMAIL and ADMIN_PASSWORD is there when the server has started; its role
    is `admin`."""
    assert admin.user["role"] == "admin"
