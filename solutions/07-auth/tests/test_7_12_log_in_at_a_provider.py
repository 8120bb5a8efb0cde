"""7.12 Log in at a provider."""

import base64
import hashlib
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient

START = "/api/v1/auth/oidc/login"
CALLBACK = "/api/v1/auth/oidc/callback"
ME = "/api/v1/users/me"
USERS = "/api/v1/users"


def leave(browser):
    """Begin a login; the address at the provider to which the browser is sent."""
    answer = browser.get(START)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def come_back(browser, address):
    """Follow the provider's address back to the shop."""
    parts = urlsplit(address)
    return browser.get(f"{parts.path}?{parts.query}")


def log_in(browser, oidc, person="ada"):
    """The whole way: to the provider, back, and the shop's answer."""
    return come_back(browser, oidc.authorize(leave(browser), person))


def query_of(address):
    """The query of an address, as a dictionary."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_the_browser_is_sent_to_the_provider(client, oidc):
    """GET /api/v1/auth/oidc/login answers 303 with an address at the provider: its authorization
    endpoint with response_type=code, our client_id, the redirect_uri
    `<PUBLIC_URL>/api/v1/auth/oidc/callback` and the scopes openid, email and profile."""
    address = leave(client)
    assert address.startswith(f"{oidc.issuer}/authorize?")
    query = query_of(address)
    assert query["response_type"] == "code"
    assert query["client_id"] == oidc.client_id
    assert query["redirect_uri"] == f"http://localhost:8000{CALLBACK}"
    assert {"openid", "email", "profile"} <= set(query["scope"].split())


def test_each_attempt_has_secrets_of_its_own(client):
    """state, nonce and code_challenge are new for each attempt, and long enough that nobody guesses
    them; the challenge's method is S256 (PKCE)."""
    first, second = query_of(leave(client)), query_of(leave(client))
    for name in ("state", "nonce", "code_challenge"):
        assert first[name] != second[name], f"{name} must be new each time"
        assert len(first[name]) >= 22
    assert first["code_challenge_method"] == "S256"


def test_the_challenge_is_the_hash_of_the_verifier():
    """`challenge_of(verifier)` is the base64url of the verifier's SHA-256, without padding: the
    example of RFC 7636, appendix B, comes out."""
    from app.auth.oidc import challenge_of

    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    digest = hashlib.sha256(verifier.encode()).digest()
    assert challenge_of(verifier) == base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert challenge_of(verifier) == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_who_comes_back_has_a_session(client, oidc):
    """The callback exchanges the code (with the verifier and our client secret), checks the ID
    token, answers 303 and sets the cookie of a session: /users/me answers the person whom the
    provider named, as a customer."""
    answer = log_in(client, oidc)
    assert answer.status_code == 303
    user = client.get(ME).json()
    assert (user["email"], user["name"]) == ("ada@example.com", "Ada Lovelace")
    assert user["role"] == "customer"


def test_the_same_person_is_the_same_user(client, oidc):
    """A person who comes again is the same user, also when the provider tells another e-mail
    address or name by now: issuer and subject say who it is."""
    log_in(client, oidc)
    first = client.get(ME).json()["id"]
    client.cookies.clear()
    oidc.people["ada"] |= {"email": "ada@new.example", "name": "Ada King"}
    assert log_in(client, oidc).status_code == 303
    assert client.get(ME).json()["id"] == first


def test_a_subject_means_something_at_its_issuer_only(client, oidc, database):
    """The same subject at another issuer is somebody else. (The test has the person of before come
    from another issuer.)"""
    log_in(client, oidc)
    first = client.get(ME).json()["id"]
    client.cookies.clear()
    database.execute("UPDATE identities SET issuer = 'https://other.example'")
    oidc.people["ada"] |= {"email": "another.ada@example.com"}
    assert log_in(client, oidc).status_code == 303
    assert client.get(ME).json()["id"] != first


@pytest.mark.parametrize("name", [None, "", "A" * 81, "Ada\0"])
def test_a_name_keeps_nobody_out(client, oidc, name):
    """A person without a name, or with one that the shop does not take (`claims.name` is empty for
    both), is called by their e-mail address."""
    oidc.people["ada"] |= {"name": name}
    assert log_in(client, oidc).status_code == 303
    assert client.get(ME).json()["name"] == "ada@example.com"


def test_two_people_are_two_users(client, oidc):
    """Two persons of the provider are two users."""
    log_in(client, oidc, "ada")
    first = client.get(ME).json()["id"]
    client.cookies.clear()
    log_in(client, oidc, "grace")
    assert client.get(ME).json()["id"] != first


def test_an_account_is_not_taken_over_by_its_address(client, oidc, database):
    """When a user has the e-mail address who did not come from the provider, the answer is 409, and
    no session: whoever signed up with that address first, with a password, would share the
    account."""
    body = {"email": "ada@example.com", "name": "Mallory", "password": "correct horse battery"}
    client.post(USERS, json=body)
    assert log_in(client, oidc).status_code == 409
    assert client.get(ME).status_code == 401
    assert database.count("users") == 1


def test_an_address_must_be_verified(client, oidc, database):
    """A new person whose e-mail address the provider has not verified is answered with 401, and
    becomes no user."""
    assert log_in(client, oidc, "mallory").status_code == 401
    assert database.count("users") == 0


def test_a_state_that_was_not_ours_is_refused(client, oidc):
    """A callback without the state of this attempt is answered with 401, and the code is not
    exchanged."""
    query = query_of(oidc.authorize(leave(client)))
    oidc.requests.clear()
    for state in ({}, {"state": ""}, {"state": "x" * 43}, {"state": "\u00e4"}):
        answer = client.get(CALLBACK, params={"code": query["code"]} | state)
        assert answer.status_code == 401
    assert "/token" not in oidc.requests, "the code was exchanged all the same"


def test_a_login_ends_in_the_browser_where_it_began(client, oidc):
    """The state is bound to the browser by a cookie: an address that somebody else's login led to
    is answered with 401 in this browser. Otherwise a link could log its victim in to the attacker's
    account (login CSRF)."""
    import app.main

    with TestClient(app.main.create_app(), follow_redirects=False) as attacker:
        address = oidc.authorize(leave(attacker), "grace")
    leave(client)
    assert come_back(client, address).status_code == 401
    assert client.get(ME).status_code == 401


def test_a_callback_works_once(client, oidc):
    """The same callback for a second time is answered with 401: state and code are used up."""
    address = oidc.authorize(leave(client))
    state = client.cookies["oidc_state"]
    assert come_back(client, address).status_code == 303
    client.cookies.clear()
    client.cookies.set("oidc_state", state)
    assert come_back(client, address).status_code == 401


def test_an_attempt_must_not_take_for_ever(client, oidc, database):
    """An attempt is good for ten minutes, then its callback is answered with 401. (The test turns
    `expires_at` back.)"""
    address = oidc.authorize(leave(client))
    database.execute("UPDATE oidc_attempts SET expires_at = now() - interval '1 second'")
    assert come_back(client, address).status_code == 401


def test_a_refusal_at_the_provider_is_a_refusal_here(client, oidc):
    """Who says no at the provider comes back with an error and without a code: 401."""
    assert log_in(client, oidc, "nobody").status_code == 401


FORGERIES = {
    "another nonce": {"nonce": "x" * 43},
    "no nonce": {"nonce": None},
    "another audience": {"aud": "another-client"},
    "another issuer": {"iss": "https://evil.example"},
    "an expiry long ago": {"exp": int(time.time()) - 3600},
    "no expiry": {"exp": None},
    "no subject": {"sub": None},
}


def test_an_id_token_that_is_not_for_us_is_refused(client, oidc, database):
    """An ID token with another nonce, audience or issuer than ours, one that has expired, and one
    that lacks a claim are answered with 401: no user, no session."""
    for what, claims in FORGERIES.items():
        oidc.claims = claims
        assert log_in(client, oidc).status_code == 401, f"an ID token with {what}"
        assert client.get(ME).status_code == 401
    assert database.count("users") == 0


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_the_algorithm_of_an_id_token_is_not_its_own_choice(client, oidc, algorithm):
    """An ID token that is unsigned (alg none), or signed by HMAC with the provider's public key as
    the secret (HS256), is answered with 401: only ES256 and RS256 are believed."""
    oidc.algorithm = algorithm
    assert log_in(client, oidc).status_code == 401


def test_a_key_that_the_provider_does_not_publish_signs_nothing(client, oidc):
    """An ID token that is signed with a key that is not among the provider's is answered with
    401."""
    oidc.rotate_key(publish=False)
    assert log_in(client, oidc).status_code == 401


def test_a_new_key_of_the_provider_is_found(client, oidc):
    """When the provider signs with a new key, its keys are asked for again: the login succeeds."""
    log_in(client, oidc)
    oidc.rotate_key()
    client.cookies.clear()
    assert log_in(client, oidc, "grace").status_code == 303


def test_a_provider_that_is_out_of_order_is_no_fault_of_ours(client, oidc):
    """When the provider does not answer as it should, the answer is 503 with `Retry-After`, on the
    way there and on the way back."""
    address = oidc.authorize(leave(client))
    oidc.broken = True
    answer = come_back(client, address)
    assert (answer.status_code, "retry-after" in answer.headers) == (503, True)
    import app.main

    with TestClient(app.main.create_app(), follow_redirects=False) as later:
        assert later.get(START).status_code == 503


def test_an_answer_without_an_id_token_is_none(client, oidc, monkeypatch):
    """When the provider answers the exchange with 200 and without an ID token, it is out of order:
    503."""
    address = oidc.authorize(leave(client))
    monkeypatch.setattr(oidc, "exchange", lambda _form: {"access_token": "x"})
    assert come_back(client, address).status_code == 503


def test_without_a_provider_there_is_no_such_login(client, monkeypatch):
    """Where no provider is set up (no OIDC_ISSUER), both operations are answered with 404."""
    import app.main

    assert client.get(START).status_code == 303
    monkeypatch.delenv("OIDC_ISSUER")
    with TestClient(app.main.create_app(), follow_redirects=False) as alone:
        assert alone.get(START).status_code == 404
        assert alone.get(CALLBACK).status_code == 404
