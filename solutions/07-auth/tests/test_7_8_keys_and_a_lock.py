"""7.8 Keys for programs, a lock for pages."""

import base64

import pytest
from fastapi.testclient import TestClient

USERS = "/api/v1/users"
LOGIN = "/api/v1/auth/token"
KEYS = "/api/v1/api-keys"
ORDERS = "/api/v1/orders"
NIGHTLY = {"name": "Nightly report", "scopes": ["orders:read"]}
PHRASE = "correct horse battery"


@pytest.fixture
def join(client, database):
    """Signs somebody up with a role, logs them in, and answers the header that shows their
    token."""

    def sign_up(name, role="customer", scope=""):
        body = {"email": f"{name}@example.com", "name": name, "password": PHRASE}
        user_id = client.post(USERS, json=body).json()["id"]
        database.execute("UPDATE users SET role = %s WHERE id = %s", role, user_id)
        form = {"username": body["email"], "password": PHRASE, "scope": scope}
        return {"Authorization": f"Bearer {client.post(LOGIN, data=form).json()['access_token']}"}

    return sign_up


@pytest.fixture
def make_key(client):
    """Makes a key for who is logged in, and answers the header that shows it."""

    def build(headers, **fields):
        made = client.post(KEYS, json=NIGHTLY | fields, headers=headers)
        assert made.status_code == 201, made.text
        return {"X-API-Key": made.json()["key"]}

    return build


def test_a_key_is_made_and_shown_once(client, join):
    """POST /api/v1/api-keys with name and scopes answers 201 with the `key`, which begins with
    `shop_`, and its id, name, prefix, scopes, created_at, expires_at and last_used_at. GET lists
    the same, without the key."""
    ada = join("ada")
    made = client.post(KEYS, json=NIGHTLY, headers=ada)
    assert made.status_code == 201
    shown = made.json()
    key = shown.pop("key")
    assert key.startswith("shop_")
    assert key.startswith(shown["prefix"])
    assert (shown["name"], shown["scopes"]) == ("Nightly report", ["orders:read"])
    listed = client.get(KEYS, headers=ada)
    assert listed.json() == {"items": [shown]}
    assert key not in listed.text


def test_a_key_opens_what_its_scopes_name(client, join, make_key):
    """A request with the header `X-API-Key` is made in the name of the key's owner, as far as the
    key's scopes go: it reads orders, and is answered with 403 when it places one."""
    key = make_key(join("ada"))
    assert client.get(ORDERS, headers=key).status_code == 200
    body = {"items": [{"sku": "MUG-0042", "quantity": 1}]}
    assert client.post(ORDERS, json=body, headers=key).status_code == 403
    assert client.get(f"{USERS}/me", headers=key).json()["name"] == "ada"


def test_a_key_goes_no_further_than_its_owner(client, join, make_key, database):
    """A key for scopes that the owner has not, or not in this login, is refused with 403. What the
    owner loses later, the key loses, too."""
    greedy = NIGHTLY | {"scopes": ["orders:read", "users:manage"]}
    assert client.post(KEYS, json=greedy, headers=join("ada")).status_code == 403
    reader, wider = join("grace", scope="orders:read"), NIGHTLY | {"scopes": ["orders:write"]}
    assert client.post(KEYS, json=wider, headers=reader).status_code == 403
    key = make_key(join("root", "admin"), scopes=["users:manage"])
    assert client.get(USERS, headers=key).status_code == 200
    database.execute("UPDATE users SET role = 'customer'")
    assert client.get(USERS, headers=key).status_code == 403


def test_the_key_is_not_stored(join, make_key, database):
    """The database holds a fingerprint: whoever reads it finds no key to use."""
    key = make_key(join("ada"))["X-API-Key"]
    assert key not in str(database.rows("SELECT * FROM api_keys"))
    assert key.removeprefix("shop_") not in str(database.rows("SELECT * FROM api_keys"))


def test_a_key_that_nobody_has_opens_nothing(client):
    """An unknown key is answered with 401."""
    for key in ("shop_" + "x" * 43, "shop_", "\u00e4", "x" * 5000):
        answer = client.get(f"{USERS}/me", headers={"X-API-Key": key.encode()})
        assert answer.status_code == 401, f"the key is {key[:50]!r}"


def test_a_revoked_key_opens_nothing(client, join, make_key):
    """DELETE /api/v1/api-keys/{key_id} answers 204; from then on the key is answered with 401. The
    second time it is answered with 404."""
    ada = join("ada")
    key = make_key(ada)
    key_id = client.get(KEYS, headers=ada).json()["items"][0]["id"]
    assert client.delete(f"{KEYS}/{key_id}", headers=ada).status_code == 204
    assert client.get(ORDERS, headers=key).status_code == 401
    assert client.delete(f"{KEYS}/{key_id}", headers=ada).status_code == 404


def test_nobody_revokes_the_keys_of_others(client, join, make_key):
    """Somebody else's key is answered with 404, not listed, and still works."""
    ada, grace = join("ada"), join("grace")
    key = make_key(ada)
    key_id = client.get(KEYS, headers=ada).json()["items"][0]["id"]
    assert client.delete(f"{KEYS}/{key_id}", headers=grace).status_code == 404
    assert client.get(KEYS, headers=grace).json() == {"items": []}
    assert client.get(ORDERS, headers=key).status_code == 200


def test_a_key_expires(client, join, make_key, database):
    """A key is valid for `expires_in_days`, 90 unless told; after that it is answered with 401.
    (The test turns `expires_at` back.)"""
    key = make_key(join("ada"))
    (row,) = database.rows("SELECT extract(epoch FROM expires_at - now()) AS s FROM api_keys")
    assert 89 < row["s"] / 86400 <= 90
    database.execute("UPDATE api_keys SET expires_at = now() - interval '1 second'")
    assert client.get(ORDERS, headers=key).status_code == 401


def test_a_key_makes_no_keys(client, join, make_key):
    """Keys, logouts, passwords and the account itself are for people who log in: with a key,
    /api-keys is answered with 403, and so is a change of the user, whatever the key's scopes are. A
    thief could make a key that outlives the stolen one, or have the next password reset sent to an
    address of their own."""
    ada = join("ada")
    key = make_key(ada, scopes=["profile:write"])
    account = f"{USERS}/{client.get(f'{USERS}/me', headers=ada).json()['id']}"
    assert client.patch(account, json={"email": "x@example.com"}, headers=key).status_code == 403
    assert client.post(KEYS, json=NIGHTLY, headers=key).status_code == 403
    assert client.get(KEYS, headers=key).status_code == 403
    assert client.post("/api/v1/auth/logout", headers=key).status_code == 403


def test_the_owner_sees_when_a_key_was_used(client, join, make_key):
    """`last_used_at` is null for a new key, and a moment after it was used."""
    ada = join("ada")
    key = make_key(ada)
    assert client.get(KEYS, headers=ada).json()["items"][0]["last_used_at"] is None
    client.get(ORDERS, headers=key)
    assert client.get(KEYS, headers=ada).json()["items"][0]["last_used_at"] is not None


def test_a_key_that_makes_no_sense_is_refused(client, join):
    """A key without scopes, with one that does not exist, without a name, with a lifetime below a
    day or with unknown fields is answered with 422."""
    ada = join("ada")
    wrong = ({"scopes": []}, {"scopes": ["fly"]}, {"name": ""}, {"expires_in_days": 0}, {"id": 1})
    for fields in wrong:
        answer = client.post(KEYS, json=NIGHTLY | fields, headers=ada)
        assert answer.status_code == 422, f"with {fields}"


@pytest.fixture
def locked(client, monkeypatch):
    """A client of the application with DOCS_PASSWORD set."""
    import app.main

    monkeypatch.setenv("DOCS_PASSWORD", "open: sesame")
    with TestClient(app.main.create_app()) as locked_client:
        yield locked_client
    assert client.get("/docs").status_code == 200, "without DOCS_PASSWORD there is no lock"


def basic(text):
    """The header of HTTP Basic for a user and a password."""
    return {"Authorization": f"Basic {base64.b64encode(text.encode()).decode()}"}


def test_the_documentation_asks_for_a_password(client, locked):
    """With the setting DOCS_PASSWORD, middleware answers /docs, /redoc, /openapi.json and the files
    below with 401 and `WWW-Authenticate: Basic realm=…`: a browser asks its person then. With the
    user `docs` and the password (RFC 7617), they are answered as they are without a lock."""
    opened = basic("docs:open: sesame")
    for path in ("/docs", "/redoc", "/openapi.json", "/docs/fastapi/favicon.png"):
        refused = locked.get(path)
        assert refused.status_code == 401
        assert refused.headers.get("www-authenticate", "").lower().startswith("basic realm=")
        assert locked.get(path, headers=opened).status_code == client.get(path).status_code


def test_a_wrong_password_does_not_open_it(locked):
    """Another user or password, and whatever is no HTTP Basic at all, is answered with 401."""
    right = basic("docs:open: sesame")["Authorization"]
    users = ("docs:wrong", "admin:open: sesame", "docs:", "")
    wrong = [basic(each)["Authorization"] for each in users]
    wrong += ["Basic not base64!", "Basic", "Bearer open: sesame", f"{right}\u00e4", right[6:]]
    for header in wrong:
        try:
            answer = locked.get("/docs", headers={"Authorization": header.encode()})
        except ValueError as error:
            raise AssertionError(f"{error!r} for the header Authorization: {header}") from error
        assert answer.status_code == 401, f"the header Authorization is {header!r}"


def test_the_lock_is_for_the_documentation_only(locked):
    """The rest of the API does not ask for that password: products are still open to everybody, and
    a path that only begins alike, /docs-and-more, is answered with 404."""
    assert locked.get("/api/v1/products").status_code == 200
    assert locked.get("/docs-and-more").status_code == 404


def test_the_lock_holds_behind_a_proxy(locked):
    """Below another path, /shop (the `root_path` of the request), the documentation is locked,
    too."""
    with TestClient(locked.app, root_path="/shop") as behind_proxy:
        answer = behind_proxy.get("/shop/docs")
        assert answer.status_code == 401, "scope['path'] begins with root_path: take it off first"
        assert behind_proxy.get("/shop/api/v1/products").status_code == 200
