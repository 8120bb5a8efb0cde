"""7.6 Roles, permissions and scopes."""

import pytest

USERS = "/api/v1/users"
LOGIN = "/api/v1/auth/token"
MUG = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250}
PHRASE = "correct horse battery"


@pytest.fixture
def join(client, database):
    """Signs somebody up with a role, and answers their id."""

    def sign_up(name, role="customer"):
        body = {"email": f"{name}@example.com", "name": name, "password": PHRASE}
        user_id = client.post(USERS, json=body).json()["id"]
        database.execute("UPDATE users SET role = %s WHERE id = %s", role, user_id)
        return user_id

    return sign_up


@pytest.fixture
def log_in(client):
    """Logs somebody in, for some scopes, and answers the tokens."""

    def get_tokens(name, scope=""):
        form = {"username": f"{name}@example.com", "password": PHRASE, "scope": scope}
        return client.post(LOGIN, data=form).json()

    return get_tokens


def bearer(tokens):
    """The header that shows the access token."""
    return {"Authorization": f"Bearer {tokens['access_token']}"}


STAFF_ONLY = [
    ("POST", "/api/v1/products"),
    ("PUT", "/api/v1/products/1"),
    ("PATCH", "/api/v1/products/1"),
    ("DELETE", "/api/v1/products/1"),
    ("POST", "/api/v1/categories"),
    ("POST", "/api/v1/promotions"),
    ("GET", "/api/v1/users"),
    ("GET", "/api/v1/tasks"),
    ("GET", "/api/v1/reports/best-sellers"),
    ("DELETE", "/api/v1/orders/1"),
]


def test_a_customer_may_not_run_the_shop(client, join, log_in):
    """Changing products, categories and promotions, listing users, tasks and reports, and removing
    orders is for the role `admin`. A customer is answered with 403, whoever has not logged in with
    401."""
    join("ada")
    headers = bearer(log_in("ada"))
    for method, path in STAFF_ONLY:
        assert client.request(method, path).status_code == 401
        assert client.request(method, path, headers=headers).status_code == 403


def test_an_administrator_may(client, join, log_in):
    """A user with the role `admin` may: a product is added and answered with 201, lists with
    200."""
    join("root", "admin")
    headers = bearer(log_in("root"))
    assert client.post("/api/v1/products", json=MUG, headers=headers).status_code == 201
    for path in ("/api/v1/users", "/api/v1/tasks", "/api/v1/reports/best-sellers"):
        assert client.get(path, headers=headers).status_code == 200


def test_everybody_may_look(client):
    """Products, categories and promotions can be read without a login."""
    for path in ("/api/v1/products", "/api/v1/categories", "/api/v1/promotions"):
        assert client.get(path).status_code == 200


def test_a_refusal_says_what_is_missing(client, join, log_in):
    """A 403 is a problem, and its header `WWW-Authenticate` names the error `insufficient_scope`
    and the scope that was needed (RFC 6750): `Bearer error="insufficient_scope",
    scope="catalogue:write"`."""
    join("ada")
    answer = client.post("/api/v1/products", json=MUG, headers=bearer(log_in("ada")))
    assert answer.headers["content-type"] == "application/problem+json"
    challenge = answer.headers["www-authenticate"]
    assert 'error="insufficient_scope"' in challenge
    assert 'scope="catalogue:write"' in challenge


@pytest.mark.parametrize(
    ("role", "scopes", "expected"),
    [
        ("customer", ["orders:read"], ["orders:read"]),
        ("customer", ["orders:read", "catalogue:write"], ["orders:read"]),
        ("customer", ["users:manage"], []),
        ("admin", ["catalogue:write", "notes:read"], ["catalogue:write", "notes:read"]),
        ("admin", ["everything"], []),
        ("admin", [], []),
    ],
)
def test_a_scope_gives_no_more_than_the_role(role, scopes, expected):
    """`granted(role, scopes)` returns the permissions that are both: the role's, and among the
    scopes. A scope never gives what the role has not; a word that is no permission gives
    nothing."""
    from app.auth.permissions import granted

    assert sorted(granted(role, scopes)) == expected


def test_a_token_goes_no_further_than_its_scopes(client, join, log_in):
    """A login with the form field `scope=orders:read` gets a token that reads orders and nothing
    else: placing an order is answered with 403. The answer of the login names the scopes."""
    join("ada")
    tokens = log_in("ada", "orders:read")
    assert tokens["scope"] == "orders:read"
    assert client.get("/api/v1/orders", headers=bearer(tokens)).status_code == 200
    body = {"items": [{"sku": "MUG-0042", "quantity": 1}]}
    assert client.post("/api/v1/orders", json=body, headers=bearer(tokens)).status_code == 403


def test_who_asks_for_too_much_gets_what_there_is(join, log_in):
    """A customer who asks for scopes of administrators, or for ones that do not exist, gets a token
    without them. Who asks for none gets all that the role has."""
    join("ada")
    assert log_in("ada", "orders:read catalogue:write fly")["scope"] == "orders:read"
    everything = log_in("ada")["scope"].split()
    assert "orders:write" in everything
    assert "catalogue:write" not in everything


def test_a_refresh_does_not_widen_the_scopes(client, join, log_in):
    """The tokens of a refresh have the scopes of the login, and no others."""
    join("ada")
    tokens = log_in("ada", "orders:read")
    body = {"refresh_token": tokens["refresh_token"]}
    assert client.post("/api/v1/auth/refresh", json=body).json()["scope"] == "orders:read"


def test_a_role_is_given_by_an_administrator(client, join, log_in):
    """PUT /api/v1/users/{user_id}/role with `{"role": "admin"}` answers an administrator with 200
    and the user; a customer with 403, whoever has not logged in with 401."""
    ada, _ = join("ada"), join("root", "admin")
    path, body = f"{USERS}/{ada}/role", {"role": "admin"}
    assert client.put(path, json=body).status_code == 401
    assert client.put(path, json=body, headers=bearer(log_in("ada"))).status_code == 403
    answer = client.put(path, json=body, headers=bearer(log_in("root")))
    assert (answer.status_code, answer.json()["role"]) == (200, "admin")
    assert client.get("/api/v1/tasks", headers=bearer(log_in("ada"))).status_code == 200


def test_a_role_must_exist_and_so_must_the_user(client, join, log_in):
    """A role that does not exist is answered with 422, an unknown user with 404."""
    join("root", "admin")
    headers = bearer(log_in("root"))
    wrong = client.put(f"{USERS}/1/role", json={"role": "emperor"}, headers=headers)
    assert wrong.status_code == 422
    nobody = client.put(f"{USERS}/999999/role", json={"role": "admin"}, headers=headers)
    assert nobody.status_code == 404


def test_what_a_role_loses_is_lost_at_once(client, join, log_in):
    """The role is read from the user at each request, not from the token: an administrator who is
    made a customer loses the rights at once, though the token with the scopes is still valid."""
    root = join("root", "admin")
    headers = bearer(log_in("root"))
    demoted = client.put(f"{USERS}/{root}/role", json={"role": "customer"}, headers=headers)
    assert demoted.json()["role"] == "customer"
    assert client.post("/api/v1/products", json=MUG, headers=headers).status_code == 403


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_nobody_gives_themselves_a_role(client, join, log_in, database, method):
    """PUT and PATCH /api/v1/users/{user_id} change email and name only: with a role or a hash in
    the body, both stay as they were (mass assignment)."""
    ada = join("ada")
    before = database.rows("SELECT role, password_hash FROM users")
    body = {"email": "ada@example.com", "name": "Ada L.", "role": "admin", "password_hash": "x"}
    client.request(method, f"{USERS}/{ada}", json=body, headers=bearer(log_in("ada")))
    assert database.rows("SELECT role, password_hash FROM users") == before


def test_the_scopes_are_documented(client):
    """The document of the API names the scope that an operation needs: create_product needs
    `catalogue:write` of the scheme `login`."""
    operation = client.get("/openapi.json").json()["paths"]["/api/v1/products"]["post"]
    needed = [scopes for each in operation["security"] for name, scopes in each.items()]
    assert ["catalogue:write"] in needed
    assert {"401", "403"} <= operation["responses"].keys()
