"""8.1 Found by a dependency."""

import pytest

from apps import add_products, log_in

PRODUCTS = "/api/v1/products"
ORDERS = "/api/v1/orders"


@pytest.fixture
def product_id(database):
    """The id of a product in the shop."""
    (product_id,) = add_products(database, {})
    return product_id


def test_what_the_path_names_is_found_or_refused(client, database, product_id):
    """The operations GET, PUT, PATCH and DELETE of a product do not look it up themselves: a
    dependency function takes the id of the path and injects the product. When there is none it
    refuses the request with 404, a problem, and the operation does not run."""
    staff = log_in(client, database, admin=True)
    body = {"json": {"sku": "MUG-0042", "name": "Red mug", "price_cents": 1}}
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        options = {"headers": staff} | (body if method in {"PUT", "PATCH"} else {})
        missing = client.request(method, f"{PRODUCTS}/{product_id + 1}", **options)
        assert missing.status_code == 404, method
        assert missing.headers["content-type"] == "application/problem+json"
        assert client.request(method, f"{PRODUCTS}/{product_id}", **options).is_success, method


@pytest.mark.parametrize(
    ("product_id", "status"), [("abc", 422), ("0", 422), ("1.5", 422), (str(10**30), 404)]
)
def test_an_id_is_judged_before_anything_is_looked_up(client, product_id, status):
    """The dependency declares the parameter of the path: an id that is no number from 1 is answered
    with 422, one that no product can have with 404."""
    assert client.get(f"{PRODUCTS}/{product_id}").status_code == status


@pytest.mark.usefixtures("product_id")
def test_a_dependency_has_dependencies(client, database):
    """An order is found by a chain of dependencies: the order depends on whose orders may be seen,
    this on who is asking, and this on the token. Without a token the answer is 401; somebody
    else's order is answered with 404, like one that does not exist; its customer and an
    administrator see it."""
    ada, bob = log_in(client, database, "Ada"), log_in(client, database, "Bob")
    staff = log_in(client, database, "Eve", admin=True)
    order = {"items": [{"sku": "MUG-0042", "quantity": 1}]}
    address = client.post(ORDERS, json=order, headers=ada).headers["location"]
    seen = [client.get(address, headers=who).status_code for who in ({}, bob, ada, staff)]
    assert seen == [401, 404, 200, 200]
    assert client.get(f"{ORDERS}/{10**30}", headers=ada).status_code == 404
    assert client.patch(address, json={"status": "cancelled"}, headers=bob).status_code == 404
    assert client.get(address, headers=ada).json()["status"] == "open"


def test_a_dependency_can_be_replaced_in_a_test(client, database):
    """What an operation is handed, a test can replace: with another function in
    `app.dependency_overrides` in place of `find_product`, GET of a product answers without a
    database."""
    from app.routers.lookups import find_product

    paper = {"id": 7, "sku": "PAP-0001", "name": "Paper", "price_cents": 5, "stock": 1}
    client.app.dependency_overrides[find_product] = lambda: paper | {"currency": "EUR"}
    try:
        with database.gone():
            answer = client.get(f"{PRODUCTS}/7")
    finally:
        client.app.dependency_overrides.clear()
    assert (answer.status_code, answer.json()) == (200, paper | {"currency": "EUR"})
    assert client.get(f"{PRODUCTS}/7").status_code == 404, "nothing is replaced any more"
