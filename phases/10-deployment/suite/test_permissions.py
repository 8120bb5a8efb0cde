"""Who may do what: without a login, as a customer, as somebody else, as an administrator."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from fastapi.security import SecurityScopes
from fastapi.testclient import TestClient
from starlette.exceptions import HTTPException

from app.auth.dependencies import authorize, identify
from app.auth.permissions import Permission, granted
from app.auth.principal import Principal
from app.auth.resources import make_access_tokens
from app.core.config import load_settings
from app.db.tables import UserRow
from app.main import app
from suite.factories import add_product, order_of
from suite.people import PASSWORD, log_in, sign_up

pytestmark = pytest.mark.usefixtures("clean_database")

ORDERS = "/api/v1/orders"
NOTES = "/api/v1/notes"
Headers = dict[str, str]

LOCKED = [
    ("GET", ORDERS),
    ("GET", NOTES),
    ("POST", "/api/v1/products"),
    ("GET", "/api/v1/users/me"),
]
STAFF_ONLY = [
    ("POST", "/api/v1/products"),
    ("DELETE", "/api/v1/products/1"),
    ("GET", "/api/v1/users"),
    ("DELETE", f"{ORDERS}/1"),
]


@pytest.fixture
def bob(client: TestClient) -> Headers:
    """The headers of a second customer."""
    return log_in(client, sign_up(client, "Bob"))


@pytest.fixture
def order(client: TestClient, staff: Headers, customer: Headers) -> str:
    """The address of an order of the first customer."""
    mug = add_product(client, staff)
    placed = client.post(ORDERS, json=order_of((mug, 1)), headers=customer)
    location: str = placed.headers["Location"]
    return location


@pytest.mark.parametrize(("method", "path"), LOCKED)
def test_without_a_login_nothing_is_open(client: TestClient, method: str, path: str) -> None:
    answer = client.request(method, path)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize(("method", "path"), STAFF_ONLY)
def test_a_customer_does_not_run_the_shop(
    client: TestClient, customer: Headers, method: str, path: str
) -> None:
    assert client.request(method, path, headers=customer).status_code == 403


def test_a_wrong_password_opens_nothing(client: TestClient) -> None:
    form = {"grant_type": "password", "username": sign_up(client, "Ada"), "password": "wrong"}
    assert client.post("/api/v1/auth/token", data=form).status_code == 401
    form["password"] = PASSWORD
    assert client.post("/api/v1/auth/token", data=form).status_code == 200


def test_nonsense_is_no_token(client: TestClient) -> None:
    answer = client.get(ORDERS, headers={"Authorization": "Bearer nonsense"})
    assert answer.status_code == 401


def test_a_token_expires(client: TestClient, customer: Headers) -> None:
    tokens = make_access_tokens(load_settings())
    claims = tokens.verify(customer["Authorization"].removeprefix("Bearer "))
    tokens.lifetime = timedelta(minutes=-1)
    expired = tokens.issue(claims.user_id, claims.login_id, claims.scopes)
    answer = client.get(ORDERS, headers={"Authorization": f"Bearer {expired}"})
    assert answer.status_code == 401


def test_after_logout_a_token_is_worth_nothing(client: TestClient, customer: Headers) -> None:
    assert client.post("/api/v1/auth/logout", headers=customer).status_code == 204
    assert client.get(ORDERS, headers=customer).status_code == 401


def test_an_order_is_its_customers_business(
    client: TestClient, staff: Headers, customer: Headers, bob: Headers, order: str
) -> None:
    seen = [client.get(order, headers=who).status_code for who in (customer, bob, staff)]
    assert seen == [200, 404, 200]
    assert client.get(ORDERS, headers=bob).json()["total"] == 0
    cancel = {"status": "cancelled"}
    assert client.patch(order, json=cancel, headers=bob).status_code == 404


def test_a_customer_does_not_move_an_order_on(
    client: TestClient, customer: Headers, order: str
) -> None:
    assert client.patch(order, json={"status": "paid"}, headers=customer).status_code == 403
    assert client.get(order, headers=customer).json()["status"] == "open"


def test_a_note_is_nobody_elses(
    client: TestClient, staff: Headers, customer: Headers, bob: Headers
) -> None:
    written = client.post(NOTES, json={"text": "Buy tea."}, headers=customer)
    address = written.headers["Location"]
    for who in (bob, staff):
        assert client.get(address, headers=who).status_code == 404
        assert client.put(address, json={"text": "!"}, headers=who).status_code == 404
        assert client.delete(address, headers=who).status_code == 404
    assert client.get(address, headers=customer).json()["text"] == "Buy tea."


def test_a_token_goes_no_further_than_its_scopes(client: TestClient) -> None:
    reader = log_in(client, sign_up(client, "Ada"), scope="orders:read")
    assert client.get(ORDERS, headers=reader).status_code == 200
    assert client.get(NOTES, headers=reader).status_code == 403


def test_a_scope_gives_nothing_that_the_role_has_not() -> None:
    assert granted("customer", ["orders:read", "catalogue:write"]) == {Permission.ORDERS_READ}


ADA = UserRow(id=7, email="ada@example.com", name="Ada", role="customer")


@pytest.fixture
def as_reader() -> Iterator[None]:
    """Let everybody be Ada, who may read orders: no login, no token, no password."""
    app.dependency_overrides[identify] = lambda: Principal(ADA, frozenset({Permission.ORDERS_READ}))
    yield
    app.dependency_overrides.clear()


@pytest.mark.usefixtures("as_reader")
def test_a_permission_is_asked_for_whoever_it_is(client: TestClient) -> None:
    assert client.get(ORDERS).status_code == 200
    assert client.post(ORDERS, json={"items": []}).status_code == 403


def test_authorize_is_a_function_like_any_other() -> None:
    reader = Principal(ADA, frozenset({Permission.ORDERS_READ}))
    assert authorize(SecurityScopes(["orders:read"]), reader) is reader
    with pytest.raises(HTTPException) as refused:
        authorize(SecurityScopes(["orders:read", "orders:write"]), reader)
    assert refused.value.status_code == 403
