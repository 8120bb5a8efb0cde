"""6.1 Ask with SQL."""

from datetime import date

import pytest
from sqlalchemy import create_engine

PRODUCTS = [
    (1, "MUG-0042", "Blue mug", 1250, "EUR", 10, None),
    (2, "PEN-0007", "Fountain pen", 2400, "EUR", 6, None),
    (3, "BAG-0100", "Canvas bag", 1800, "EUR", 0, None),
    (4, "TEA-0001", "100% green tea", 700, "EUR", 5, None),
    (5, "OLD-0001", "Old blue mug", 100, "EUR", 1, "2026-01-01T00:00:00Z"),
    (6, "USD-0001", "Dollar pen", 2000, "USD", 9, None),
    (7, "OLD-0002", "Old pen", 100, "EUR", 1, "2026-01-01T00:00:00Z"),
]
ORDERS = [  # id, status, currency, placed at, items: (product, pieces, price of that day)
    (1, "paid", "EUR", "2026-01-15T12:00:00Z", [(1, 2, 1000), (2, 1, 2400)]),
    (2, "shipped", "EUR", "2026-01-31T23:59:59Z", [(1, 1, 1250)]),
    (3, "paid", "EUR", "2026-02-01T00:00:00Z", [(2, 2, 2400)]),
    (4, "open", "EUR", "2026-02-03T00:00:00Z", [(1, 5, 1250)]),
    (5, "cancelled", "EUR", "2026-02-04T00:00:00Z", [(2, 9, 2400), (3, 50, 1)]),
    (6, "paid", "USD", "2026-02-05T00:00:00Z", [(6, 1, 2000)]),
    (7, "paid", "EUR", "2027-01-01T00:00:00Z", [(1, 1, 1250)]),
    (8, "shipped", "GBP", "2025-12-05T00:00:00Z", [(5, 1, 100)]),
]


@pytest.fixture
def connection(database):
    """A connection of SQLAlchemy, from New Zealand, to a database with seven products and eight
    orders."""
    for product in PRODUCTS:
        database.execute(
            "INSERT INTO products (id, sku, name, price_cents, currency, stock, deleted_at)"
            " OVERRIDING SYSTEM VALUE VALUES (%s, %s, %s, %s, %s, %s, %s)",
            *product,
        )
    skus = {product[0]: product[1] for product in PRODUCTS}
    for order_id, status, currency, placed_at, items in ORDERS:
        database.execute(
            "INSERT INTO orders (id, status, currency, placed_at) OVERRIDING SYSTEM VALUE"
            " VALUES (%s, %s, %s, %s)",
            *(order_id, status, currency, placed_at),
        )
        for position, (product, pieces, price) in enumerate(items):
            database.execute(
                "INSERT INTO order_items"
                " (order_id, position, product_id, sku, quantity, unit_price_cents)"
                " VALUES (%s, %s, %s, %s, %s, %s)",
                *(order_id, position, product, skus[product], pieces, price),
            )
    far = {"options": "-c timezone=Pacific/Auckland"}
    engine = create_engine(database.url, connect_args=far)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_joined_rows_are_grouped_and_summed(connection):
    """`best_sellers` joins three tables (products, order_items and orders), groups by product and
    sums the pieces: the best first, equals by SKU. Cancelled orders do not count; a product that
    was removed since does."""
    from app.reports import best_sellers

    rows = [(row["sku"], int(row["pieces"])) for row in best_sellers(connection, 10)]
    assert rows == [("MUG-0042", 9), ("PEN-0007", 3), ("OLD-0001", 1), ("USD-0001", 1)], (
        "ordered were 2 + 1 + 5 + 1 mugs, 1 + 2 fountain pens, and one each of the removed mug and"
        " the dollar pen; 9 more fountain pens and 50 bags stand in an order that was cancelled"
    )
    assert best_sellers(connection, 10)[0]["name"] == "Blue mug"


def test_a_limit_cuts_the_list(connection):
    """`best_sellers(connection, 2)` returns two rows at most: the first two of the order."""
    from app.reports import best_sellers

    assert [row["sku"] for row in best_sellers(connection, 2)] == ["MUG-0042", "PEN-0007"]


def test_revenue_is_summed_by_month(connection):
    """`revenue_by_month` multiplies the pieces with the price in the order, not with that of
    today, and sums by month and UTC. Orders that are paid or shipped count, of one currency."""
    from app.reports import revenue_by_month

    rows = {row["month"]: row for row in revenue_by_month(connection, 2026, "EUR")}
    january, february = rows[date(2026, 1, 1)], rows[date(2026, 2, 1)]
    assert (january["orders"], january["revenue_cents"]) == (2, 2 * 1000 + 2400 + 1250)
    assert (february["orders"], february["revenue_cents"]) == (1, 4800)
    dollars = revenue_by_month(connection, 2026, "USD")
    assert sum(row["revenue_cents"] for row in dollars) == 2000


def test_a_month_without_orders_is_there(connection):
    """PostgreSQL can make rows (`generate_series`) and join them from the left: each of the twelve
    months is there, in order, one without orders with 0 and 0."""
    from app.reports import revenue_by_month

    rows = revenue_by_month(connection, 2026, "EUR")
    assert [row["month"] for row in rows] == [date(2026, month, 1) for month in range(1, 13)]
    assert (rows[11]["orders"], rows[11]["revenue_cents"]) == (0, 0)


def test_what_is_not_there_can_be_asked_for(connection):
    """`never_ordered` returns the products on sale that are in no order at all, not even in a
    cancelled one; the oldest first."""
    from app.reports import never_ordered

    assert [row["sku"] for row in never_ordered(connection)] == ["TEA-0001"]


def test_raw_sql_takes_its_values_as_parameters(connection):
    """`stock_by_name` passes its text as a parameter of a raw SQL statement: `%`, `_` and quotation
    marks mean themselves, in upper or lower case. The least stock comes first; what was removed is
    not found."""
    from app.reports import stock_by_name

    def skus(part):
        return [row["sku"] for row in stock_by_name(connection, part)]

    assert skus("BLUE") == ["MUG-0042"]
    assert skus("en") == ["TEA-0001", "PEN-0007", "USD-0001"]
    assert skus("100%") == ["TEA-0001"]
    assert skus("%") == ["TEA-0001"], "% is a character of the name here, and no wildcard"
    assert skus("_") == []


@pytest.mark.parametrize(
    "attack",
    [
        "' OR 1=1 --",
        "x' UNION SELECT usename, passwd, 1 FROM pg_shadow --",
        "'; DELETE FROM products; --",
        ":part",
    ],
)
def test_sql_in_a_value_is_only_text(connection, database, attack):
    """SQL injection finds nothing and does nothing: a value that looks like SQL is a text that no
    name contains."""
    from app.reports import stock_by_name

    assert stock_by_name(connection, attack) == []
    assert database.count("products") == len(PRODUCTS)
