"""8.9 Page after page."""

import base64
import json
import re

import pytest

from apps import add_products, log_in

PRODUCTS = "/api/v1/products"
ORDERS = "/api/v1/orders"
USERS = "/api/v1/users"
SORTS = [None, "name", "-name", "price_cents", "-price_cents"]


@pytest.fixture
def shop(client, database):
    """A client of a shop with nine products, some of which have the same name or price."""
    names = ["Cup", "Mug", "Pen", "Cup", "Tea", "Mug", "Ink", "Cup", "Pot"]
    prices = [500, 300, 300, 900, 300, 500, 100, 500, 300]
    add_products(
        database,
        *(
            {"sku": f"SKU-{number:04}", "name": name, "price_cents": price}
            for number, (name, price) in enumerate(zip(names, prices, strict=True))
        ),
    )
    return client


def links(answer):
    """The addresses of the header Link, by their relation."""
    found = re.findall(r'<([^>]*)>; *rel="?([a-z]+)"?', answer.headers.get("link", ""))
    return {relation: str(answer.request.url.join(address)) for address, relation in found}


def pages(client, address, between=lambda: None, **options):
    """Follow `next` from page to page, and return the pages; `between` runs before each step."""
    found = []
    while address:
        answer = client.get(address, **options)
        assert answer.status_code == 200, answer.text
        found.append(answer.json()["items"])
        address = links(answer).get("next")
        between()
        assert len(found) < 50, "the pages never end"
    return found


def ids(items):
    """The ids of some items, in order."""
    return [item["id"] for item in items]


def query(**parameters):
    """The address of a page of products."""
    given = "&".join(f"{name}={value}" for name, value in parameters.items() if value is not None)
    return f"{PRODUCTS}?{given}"


@pytest.mark.parametrize("sort", SORTS)
def test_the_pages_together_are_the_list(shop, sort):
    """A page that is not the last one has a header Link with the address of the next page, rel
    `next`. Who follows it from page to page sees every product once, in the order of the list,
    whatever it is sorted by: equal ones the oldest first."""
    whole = ids(shop.get(query(sort=sort, limit=100)).json()["items"])
    found = pages(shop, query(sort=sort, limit=2))
    assert [len(page) for page in found] == [2, 2, 2, 2, 1]
    assert [each for page in found for each in ids(page)] == whole


def test_the_last_page_has_no_next(shop):
    """The last page has no `next`, also when it is full."""
    assert "next" not in links(shop.get(query(limit=9)))
    assert "next" in links(shop.get(query(limit=8)))
    assert "next" not in links(shop.get(query(q="nothing")))


def test_the_next_page_is_named_by_a_cursor(shop):
    """The address of `next` has a `cursor` and no `offset`, and keeps the filters, `sort` and
    `limit` of the request."""
    first = shop.get(query(q="u", sort="-price_cents", limit=2, in_stock="true"))
    asked = dict(shop.get(links(first)["next"]).request.url.params)
    assert asked.pop("cursor")
    assert asked == {"q": "u", "sort": "-price_cents", "limit": "2", "in_stock": "true"}


@pytest.mark.parametrize("sort", SORTS)
def test_pages_stay_right_while_products_come_and_go(shop, database, sort):
    """Products that are added or removed elsewhere while somebody pages change nothing for the
    others: each that is there all the time is seen exactly once."""
    stays = ids(shop.get(query(limit=100)).json()["items"])
    number = iter(range(100, 200))

    def change():
        cheap = {"name": "Aaa", "price_cents": 1}
        dear = {"name": "Zzz", "price_cents": 10**6}
        for fields in (cheap, dear):
            add_products(database, fields | {"sku": f"NEW-{next(number):04}"})
        if next(number) < 112:
            return
        database.execute("UPDATE products SET deleted_at = now() WHERE sku LIKE 'NEW-010%%'")

    found = pages(shop, query(sort=sort, limit=3), change)
    seen = [each for page in found for each in ids(page)]
    assert sorted(each for each in seen if each in stays) == sorted(stays)


@pytest.mark.parametrize("letter", ["z", "\u0416", "\N{TEAPOT}"])
def test_a_name_of_any_writing_is_a_place(client, database, letter):
    """A cursor leads on from any product, also from one whose name has as many letters as a name
    may have, of whatever writing."""
    for number in range(3):
        add_products(database, {"sku": f"SKU-{number:04}", "name": letter * 79 + str(number)})
    whole = ids(client.get(query(sort="name")).json()["items"])
    assert [ids(page) for page in pages(client, query(sort="name", limit=1))] == [
        [each] for each in whole
    ]


def test_the_page_goes_on_where_the_last_product_is_gone(shop, database):
    """A cursor is a place in the order and no row: it leads on when the product with which the
    page ended has been removed."""
    whole = ids(shop.get(query(sort="price_cents", limit=100)).json()["items"])
    first = shop.get(query(sort="price_cents", limit=3))
    last = first.json()["items"][-1]["id"]
    database.execute("UPDATE products SET deleted_at = now() WHERE id = %s", last)
    second = shop.get(links(first)["next"])
    assert ids(second.json()["items"]) == whole[3:6]


def test_the_total_is_that_of_the_list(shop):
    """`total` counts what the filters let through, on every page the same."""
    first = shop.get(query(max_price_cents=300, limit=2))
    second = shop.get(links(first)["next"])
    assert [answer.json()["total"] for answer in (first, second)] == [5, 5]


def test_limit_and_offset_still_work(shop):
    """Who asks with `offset` gets the page that begins there, and in Link `next` and `prev` with
    offsets."""
    whole = ids(shop.get(query(limit=100)).json()["items"])
    middle = shop.get(query(limit=3, offset=3))
    assert ids(middle.json()["items"]) == whole[3:6]
    around = links(middle)
    assert ids(shop.get(around["next"]).json()["items"]) == whole[6:]
    assert ids(shop.get(around["prev"]).json()["items"]) == whole[:3]
    assert "cursor" not in around["next"]


def encoded(position):
    """A position, packed as cursors are."""
    return base64.urlsafe_b64encode(json.dumps(position).encode()).decode().rstrip("=")


TAMPERED = {
    "no base64": "%F0%9F%8D%B5",
    "cut off": "WyJwcmljZV9jZW50cy",
    "no JSON": base64.urlsafe_b64encode(b"hello").decode(),
    "an object": encoded({"sort": "price_cents"}),
    "too short": encoded(["price_cents", 300]),
    "another order": encoded(["name", "Mug", 1]),
    "an unknown order": encoded(["stock; DROP TABLE products", 300, 1]),
    "a text for a number": encoded(["price_cents", "300", 1]),
    "a boolean": encoded(["price_cents", True, 1]),
    "a fraction": encoded(["price_cents", 300.5, 1]),
    "a number beyond bigint": encoded(["price_cents", 10**30, 1]),
    "an id beyond bigint": encoded(["price_cents", 300, 10**30]),
    "nested deeply": base64.urlsafe_b64encode(b"[" * 360).decode(),
    "too long": "A" * 501,
}


def test_a_cursor_that_is_none_of_ours_is_refused(shop):
    """A cursor comes from outside: one that this API did not give out for this order is answered
    with 422 that names the parameter `cursor`, whatever is in it."""
    for kind, cursor in TAMPERED.items():
        answer = shop.get(f"{query(sort='price_cents')}&cursor={cursor}")
        assert answer.status_code == 422, kind
        assert [error["parameter"] for error in answer.json()["errors"]] == ["cursor"], kind


def test_a_cursor_with_text_that_is_none_is_refused(shop):
    """Neither a NUL nor half a surrogate pair in a cursor reaches the database: 422."""
    for value in ("M\x00g", "\ud800"):
        answer = shop.get(f"{query(sort='name')}&cursor={encoded(['name', value, 1])}")
        assert answer.status_code == 422


def test_cursor_and_offset_exclude_each_other(shop):
    """A request with `cursor` and `offset` is answered with 422."""
    following = links(shop.get(query(limit=2)))["next"]
    assert shop.get(following).status_code == 200
    assert shop.get(f"{following}&offset=0").status_code == 422


def test_only_declared_fields_can_be_sorted_by(shop):
    """Filters and orders are declared: a list can be sorted by `name` and `price_cents`, either way
    round, and by nothing else. Whatever else is sent is answered with 422 and never becomes part
    of a statement."""
    for sort in ("stock", "id", "price_cents,name", "name;DROP TABLE products", "--name", ""):
        assert shop.get(PRODUCTS, params={"sort": sort}).status_code == 422, sort
    assert shop.get(PRODUCTS).json()["total"] == 9


def test_a_filter_is_a_value_and_no_statement(shop):
    """What is searched for is a value: quotes and wildcards in it find nothing but themselves."""
    for text in ("' OR '1'='1", "%", "_", "\\", "'; DELETE FROM products; --"):
        assert shop.get(PRODUCTS, params={"q": text}).json() == {"items": [], "total": 0}
    assert shop.get(PRODUCTS).json()["total"] == 9


def test_orders_and_users_have_pages_too(client, database):
    """Orders and users have cursors as products have. Orders can be filtered by `status` and sorted
    by `sort=-id`, the newest first; another status or field is answered with 422."""
    add_products(database, {})
    staff = log_in(client, database, admin=True)
    order = {"items": [{"sku": "MUG-0042", "quantity": 1}]}
    placed = [client.post(ORDERS, json=order, headers=staff).json()["id"] for _ in range(5)]
    client.patch(f"{ORDERS}/{placed[1]}", json={"status": "paid"}, headers=staff)
    newest = pages(client, f"{ORDERS}?limit=2&sort=-id", headers=staff)
    assert [each for page in newest for each in ids(page)] == placed[::-1]
    still_open = pages(client, f"{ORDERS}?limit=2&status=open", headers=staff)
    assert [each for page in still_open for each in ids(page)] == [placed[0], *placed[2:]]
    for bad in ("status=lost", "sort=status"):
        assert client.get(f"{ORDERS}?{bad}", headers=staff).status_code == 422
    for name in ("Bob", "Eve"):
        log_in(client, database, name)
    assert [len(page) for page in pages(client, f"{USERS}?limit=2", headers=staff)] == [2, 1]
