"""7.4 Log in."""

import base64
import hmac
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import PasswordHasher

USERS = "/api/v1/users"
LOGIN = "/api/v1/auth/token"
ME = "/api/v1/users/me"
PHRASE = "correct horse battery"
ADA = {"email": "ada@example.com", "name": "Ada Lovelace", "password": PHRASE}
FORM = {"grant_type": "password", "username": "ada@example.com", "password": PHRASE}


@pytest.fixture
def shop(client):
    """A client of a shop in which Ada has signed up."""
    client.post(USERS, json=ADA)
    return client


@pytest.fixture
def ada(client):
    """Ada, who has signed up: the user as the API answered it."""
    return client.post(USERS, json=ADA).json()


def bearer(token):
    """The header that shows a token."""
    return {"Authorization": f"Bearer {token}"}


def me(client, token):
    """What /users/me answers for a token."""
    return client.get(ME, headers=bearer(token))


def resign(token, header=(), claims=()):
    """Change a token's header or claims and sign it again with the key of the settings: what only
    somebody who has the key can do. Without a signature if the algorithm is none."""
    from app.core.config import load_settings

    parts = token.split(".")[:2]
    old = [json.loads(base64.urlsafe_b64decode(part + "===")) for part in parts]
    new = [old[0] | dict(header), old[1] | dict(claims)]
    text = ".".join(encode(json.dumps(part).encode()) for part in new)
    key = load_settings().token_keys[old[0]["kid"]].get_secret_value()
    if new[0]["alg"] == "none":
        return f"{text}."
    return f"{text}.{encode(hmac.digest(key.encode(), text.encode(), 'sha256'))}"


def encode(data):
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def test_a_form_with_the_right_password_is_answered_with_tokens(shop):
    """POST /api/v1/auth/token takes OAuth2's password form, with the e-mail address as `username`,
    and answers 200 with access_token, refresh_token, token_type `bearer`, expires_in (900 seconds)
    and scope."""
    answer = shop.post(LOGIN, data=FORM)
    assert answer.status_code == 200
    tokens = answer.json()
    names = {"access_token", "refresh_token", "token_type", "expires_in", "scope"}
    assert names - tokens.keys() == set()
    assert (tokens["token_type"], tokens["expires_in"]) == ("bearer", 900)


def test_a_login_has_the_scopes_that_were_asked_for(shop, database):
    """The login is started with the scopes of the form (separated by spaces), and with every
    Permission if the form has no `scope` or an empty one. (The test looks at `logins.scopes`.)"""
    from app.auth.permissions import Permission

    everything = {str(each) for each in Permission}
    expected = {"orders:read notes:read": {"orders:read", "notes:read"}, "": everything}
    for scope, scopes in expected.items():
        database.execute("DELETE FROM logins")
        shop.post(LOGIN, data=FORM | {"scope": scope})
        (login,) = database.rows("SELECT scopes FROM logins")
        assert set(login["scopes"]) == scopes, f"the form has scope={scope!r}"
    database.execute("DELETE FROM logins")
    shop.post(LOGIN, data=FORM)
    (login,) = database.rows("SELECT scopes FROM logins")
    assert set(login["scopes"]) == everything, "the form has no scope"


def test_the_access_token_says_who_is_asking(client, ada):
    """GET /api/v1/users/me with the header `Authorization: Bearer <access token>` answers the user
    who logged in."""
    tokens = client.post(LOGIN, data=FORM).json()
    answer = me(client, tokens["access_token"])
    assert (answer.status_code, answer.json()) == (200, ada)


def test_a_refresh_token_is_no_access_token(shop):
    """The refresh token opens nothing but the door to new tokens: /users/me answers it with 401."""
    tokens = shop.post(LOGIN, data=FORM).json()
    assert me(shop, tokens["refresh_token"]).status_code == 401


def test_the_address_may_be_written_in_capitals(shop):
    """Nobody remembers how they wrote their address: ADA@example.com logs Ada in."""
    assert shop.post(LOGIN, data=FORM | {"username": "ADA@example.com"}).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"password": "correct horse batterz"},
        {"username": "nobody@example.com"},
        {"username": "grace@example.com"},
    ],
)
def test_a_refusal_does_not_say_what_was_wrong(shop, wrong):
    """A wrong password, an unknown address and a user who has no password get the same answer: 401
    with the header `WWW-Authenticate: Bearer`, and the same body to the letter."""
    shop.post(USERS, json={"email": "grace@example.com", "name": "Grace Hopper"})
    expected = shop.post(LOGIN, data=FORM | {"password": "wrong"})
    answer = shop.post(LOGIN, data=FORM | wrong)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].lower().startswith("bearer")
    assert answer.content == expected.content, "the two refusals can be told apart"


def test_an_unknown_address_takes_as_long(monkeypatch, request):
    """An unknown address is refused as slowly as a wrong password: argon2 works for both. (The test
    measures the work of the processor: at least a third.)"""
    monkeypatch.setenv("ARGON2_MEMORY_KIB", "32768")
    monkeypatch.setenv("ARGON2_TIME_COST", "2")
    client = request.getfixturevalue("client")
    client.post(USERS, json=ADA)

    def took(name):
        start = time.process_time()
        answer = client.post(LOGIN, data={"username": name, "password": "wrong"})
        assert answer.status_code == 401
        return time.process_time() - start

    pairs = [(took("ada@example.com"), took("nobody@example.com")) for _ in range(4)]
    known, unknown = (min(times) for times in zip(*pairs, strict=True))
    as_long = unknown > known / 3
    assert as_long, (
        f"an unknown address is refused in {unknown * 1000:.0f} ms, a known one in "
        f"{known * 1000:.0f} ms"
    )


def test_a_form_that_is_no_login_is_refused(shop):
    """A form without address or password, of another grant type, or with values that no user can
    have is answered with 422."""
    forms = (
        {"username": "ada@example.com"},
        {"password": PHRASE},
        FORM | {"grant_type": "client_credentials"},
        FORM | {"username": "ada\x00@example.com"},
        FORM | {"password": "x" * 5000},
    )
    for form in forms:
        assert shop.post(LOGIN, data=form).status_code == 422, f"the form is {form}"


def test_a_login_stores_a_better_hash(client, database):
    """When a stored hash was made with other costs than today's, the login that succeeds replaces
    it; the password stays the same."""
    client.post(USERS, json=ADA)
    old = PasswordHasher(time_cost=2, memory_cost=32, parallelism=1).hash(PHRASE)
    database.execute("UPDATE users SET password_hash = %s", old)
    assert client.post(LOGIN, data=FORM).status_code == 200
    (row,) = database.rows("SELECT password_hash FROM users")
    assert "m=32,t=2" not in row["password_hash"], "the old hash is still there"
    assert client.post(LOGIN, data=FORM).status_code == 200


def test_a_failed_login_changes_no_hash(client, database):
    """A login that fails leaves the stored hash as it is."""
    client.post(USERS, json=ADA)
    old = PasswordHasher(time_cost=2, memory_cost=32, parallelism=1).hash(PHRASE)
    database.execute("UPDATE users SET password_hash = %s", old)
    assert client.post(LOGIN, data=FORM | {"password": "wrong"}).status_code == 401
    assert database.rows("SELECT password_hash FROM users") == [{"password_hash": old}]


def test_only_a_few_hashes_are_worked_on_at_once(server, monkeypatch):
    """Each hash takes 64 MB, so no more than 4 are worked on at the same time; further logins wait
    for their turn, and are answered."""
    import httpx2

    working, most, lock = 0, 0, threading.Lock()
    too_many = threading.Event()
    verify = PasswordHasher.verify

    def slow(self, *arguments):
        nonlocal working, most
        with lock:
            working += 1
            most = max(most, working)
            if working > 4:
                too_many.set()
        too_many.wait(0.5)  # time for the others to come; it is given once
        too_many.set()
        try:
            return verify(self, *arguments)
        finally:
            with lock:
                working -= 1

    monkeypatch.setattr(PasswordHasher, "verify", slow)
    with (
        httpx2.Client(base_url=server.url, trust_env=False) as http,
        ThreadPoolExecutor(12) as many,
    ):
        forms = [{"username": f"user{n}@example.com", "password": "wrong"} for n in range(12)]
        answers = list(many.map(lambda form: http.post(LOGIN, data=form), forms))
    assert [answer.status_code for answer in answers] == [401] * 12
    assert most <= 4, f"{most} at once: {most * 64} MB"


def test_without_a_token_nobody_is_asking(client):
    """GET /api/v1/users/me without a token is answered with 401, a problem whose header
    `WWW-Authenticate` names the scheme Bearer."""
    for header in (None, "", "Bearer", "Bearer ", "Basic YWRhOnB3", "Token abc"):
        answer = client.get(ME, headers={} if header is None else {"Authorization": header})
        assert answer.status_code == 401, f"the header Authorization is {header!r}"
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_token_that_is_no_good_is_refused(shop):
    """Tokens that are expired, tampered with, unsigned (alg none), for another audience, or no
    tokens at all are answered with 401, and `WWW-Authenticate` says error="invalid_token"."""
    token = shop.post(LOGIN, data=FORM).json()["access_token"]
    assert me(shop, resign(token)).status_code == 200, "a token that is signed rightly is good"
    signature = token.rpartition(".")[2]
    bad = {
        "expired": resign(token, claims={"exp": int(time.time()) - 60}),
        "unsigned": resign(token, header={"alg": "none"}),
        "for another audience": resign(token, claims={"aud": "another-api"}),
        "tampered": f"{resign(token, claims={'sub': '1'}).rpartition('.')[0]}.{signature}",
        "no token": "abc",
    }
    for what, text in bad.items():
        answer = me(shop, text)
        assert answer.status_code == 401, f"a token that is {what}"
        assert 'error="invalid_token"' in answer.headers["www-authenticate"]


def test_a_login_belongs_to_its_user(client, ada):
    """A token whose login is another user's, or that nobody made, is answered with 401, though it
    is signed rightly."""
    token = client.post(LOGIN, data=FORM).json()["access_token"]
    nobody = "00000000-0000-4000-8000-000000000000"
    assert me(client, resign(token, claims={"sub": str(ada["id"] + 1)})).status_code == 401
    assert me(client, resign(token, claims={"sid": nobody})).status_code == 401


def test_a_token_outlives_no_user(client, ada, database):
    """When the user is gone, their token is answered with 401."""
    token = client.post(LOGIN, data=FORM).json()["access_token"]
    database.execute("DELETE FROM users WHERE id = %s", ada["id"])
    assert me(client, token).status_code == 401


def test_tokens_are_kept_out_of_caches(shop):
    """An answer with tokens has the header `Cache-Control: no-store`."""
    assert shop.post(LOGIN, data=FORM).headers["cache-control"] == "no-store"


def test_the_operations_are_the_contracts(client):
    """The functions are called `create_token` and `read_me`. The document says that read_me asks
    for the security scheme `login`, an OAuth2 password flow whose tokenUrl is the login."""
    document = client.get("/openapi.json").json()
    token, read = document["paths"][LOGIN]["post"], document["paths"][ME]["get"]
    assert (token["operationId"], read["operationId"]) == ("create_token", "read_me")
    assert "login" in [name for each in read["security"] for name in each]
    flow = document["components"]["securitySchemes"]["login"]["flows"]["password"]
    assert flow["tokenUrl"].endswith(LOGIN)
