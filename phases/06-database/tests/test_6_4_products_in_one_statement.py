"""6.4 Products in one statement."""

import threading

import pytest
from fastapi.testclient import TestClient

PRODUCTS = "/api/v1/products"
MUG = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250, "currency": "EUR", "stock": 10}
PEN = MUG | {"sku": "PEN-0007", "name": "Fountain pen", "price_cents": 2400, "stock": 3}
BAG = MUG | {"sku": "BAG-0100", "name": "100% Grüner Beutel", "price_cents": 1800, "stock": 0}


@pytest.fixture
def shop(client):
    """A client of a shop with three products."""
    for product in (MUG, PEN, BAG):
        client.post(PRODUCTS, json=product)
    return client


def skus(shop, **query):
    """The SKUs of a list, in its order."""
    return [item["sku"] for item in shop.get(PRODUCTS, params=query).json()["items"]]


def sent(statements):
    """The statements that ask for something, without those that begin and end a transaction."""
    return [each for each in statements if "products" in each]


def test_the_database_filters_sorts_and_cuts(shop):
    """The list is what it was in phase 04, and PostgreSQL does the work: each filter is a condition
    of one SELECT that is put together in Python, `sort` its ORDER BY, `limit` and `offset` cut."""
    assert skus(shop) == ["MUG-0042", "PEN-0007", "BAG-0100"]
    assert skus(shop, min_price_cents=1250, max_price_cents=1800) == ["MUG-0042", "BAG-0100"]
    assert skus(shop, in_stock=True) == ["MUG-0042", "PEN-0007"]
    assert skus(shop, in_stock=False) == ["BAG-0100"]
    assert skus(shop, sort="-price_cents") == ["PEN-0007", "BAG-0100", "MUG-0042"]
    assert skus(shop, sort="name", limit=1, offset=1) == ["MUG-0042"]
    assert skus(shop, q="N", max_price_cents=2000, in_stock=False) == ["BAG-0100"]


def test_a_search_takes_every_character_as_it_is(shop):
    """`q` is found in upper and lower case, in all languages, and no character of it is a wildcard:
    `%` finds a percent sign."""
    expected = {
        "MUG": ["MUG-0042"],
        "GRÜN": ["BAG-0100"],
        "100%": ["BAG-0100"],
        "%": ["BAG-0100"],
        "_": [],
        "\\": [],
        "'": [],
    }
    for q, found in expected.items():
        assert skus(shop, q=q) == found, f"the search is for {q}"


def test_a_list_is_one_statement(shop, database):
    """A page and the number of products on all pages are asked with one statement of the SQL
    expression language (a count as a subquery); only a page behind the end may need a second one.
    """
    shop.get(PRODUCTS)
    with database.statements() as statements:
        answer = shop.get(PRODUCTS, params={"limit": 1})
    assert (len(answer.json()["items"]), answer.json()["total"]) == (1, 3)
    assert len(sent(statements)) == 1, "\n\n".join(statements)


def test_a_list_reads_the_columns_that_it_answers(shop, database):
    """Core where rows are read: a list selects the six columns of the answer and no others."""
    with database.statements() as statements:
        shop.get(PRODUCTS)
    assert "created_at" not in " ".join(statements), "the list reads what nobody sees"


def test_a_page_behind_the_end_still_counts(shop):
    """A page behind the end is empty and has the right total, however large the offset is; a price
    may be asked for that no column can hold."""
    for offset in (3, 2**31, 2**63, 10**30):
        page = shop.get(PRODUCTS, params={"offset": offset}).json()
        assert page == {"items": [], "total": 3}
    assert skus(shop, min_price_cents=10**30) == []
    assert len(skus(shop, max_price_cents=10**30)) == 3


def test_a_change_is_one_statement(shop, database):
    """A change is one UPDATE with RETURNING, in the 2.0 style: nothing is read before, so nobody
    can write in between."""
    with database.statements() as statements:
        answer = shop.patch(f"{PRODUCTS}/1", json={"name": "Red mug", "stock": 4})
    assert answer.json() == MUG | {"id": 1, "name": "Red mug", "stock": 4}
    assert len(sent(statements)) == 1, "\n\n".join(statements)


def test_changes_of_different_fields_do_not_undo_each_other(shop, database):
    """While another transaction changes the stock of a product, a PATCH of its name waits; then
    both changes are there."""
    other = database.connect()
    other.execute("UPDATE products SET stock = 7 WHERE id = 1")
    rename = {"json": {"name": "Red mug"}}
    patch = threading.Thread(target=shop.patch, args=(f"{PRODUCTS}/1",), kwargs=rename)
    patch.start()
    patch.join(0.2)
    other.commit()
    patch.join(5)
    product = shop.get(f"{PRODUCTS}/1").json()
    assert (product["name"], product["stock"]) == ("Red mug", 7)


def test_a_taken_sku_is_a_conflict(shop):
    """A SKU that another product on sale has is refused with 409 by POST, PUT and PATCH, and
    nothing has changed; the own SKU is not taken."""
    answers = [
        shop.post(PRODUCTS, json=MUG),
        shop.put(f"{PRODUCTS}/2", json=MUG),
        shop.patch(f"{PRODUCTS}/2", json={"sku": "MUG-0042", "stock": 99}),
    ]
    assert [answer.status_code for answer in answers] == [409, 409, 409]
    assert shop.get(f"{PRODUCTS}/2").json() == PEN | {"id": 2}
    assert shop.put(f"{PRODUCTS}/2", json=PEN).status_code == 200


def test_a_removed_product_stays_in_the_table(shop, database):
    """Soft delete: DELETE answers 204 and sets `deleted_at`; the row stays. The product is in no
    list any more, its address answers 404 to GET, PUT, PATCH and DELETE, and its SKU is free."""
    assert shop.delete(f"{PRODUCTS}/1").status_code == 204
    assert database.rows("SELECT deleted_at IS NULL AS there FROM products WHERE id = 1") == [
        {"there": False}
    ]
    assert skus(shop) == ["PEN-0007", "BAG-0100"]
    assert shop.get(PRODUCTS).json()["total"] == 2
    answers = [
        shop.get(f"{PRODUCTS}/1"),
        shop.put(f"{PRODUCTS}/1", json=MUG),
        shop.patch(f"{PRODUCTS}/1", json={"stock": 1}),
        shop.delete(f"{PRODUCTS}/1"),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert shop.post(PRODUCTS, json=MUG).status_code == 201


def test_the_shop_is_the_same_after_a_restart(shop, monkeypatch):
    """The outcome is a service with its database: started anew, with or without `SAMPLE_DATA`, it
    has the products that it had, and no others."""
    from app.main import create_app

    before = shop.get(PRODUCTS).json()
    monkeypatch.setenv("SAMPLE_DATA", "true")
    with TestClient(create_app()) as restarted:
        assert restarted.get(PRODUCTS).json() == before
