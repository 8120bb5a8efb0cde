"""3.5 Pages that hold still: cursors."""

import base64
from urllib.parse import quote

import pytest
from app.paging import InvalidCursor, Position, decode_cursor, encode_cursor, page_by_cursor

PRICES = [1250, 2400, 900, 1250, 1250, 300, 2400]
ROWS = [{"id": n, "name": f"Product {n}", "price_cents": p} for n, p in enumerate(PRICES, 1)]


def walk(rows, sort, limit):
    """Read all pages, one after the other, and answer the ids page by page."""
    pages, cursor = [], None
    for _ in range(len(rows) + 1):
        page = page_by_cursor(rows, sort=sort, limit=limit, cursor=cursor)
        pages.append([row["id"] for row in page.items])
        cursor = page.next_cursor
        if cursor is None:
            return pages
    raise AssertionError("The pages never end: the last one must have no cursor.")


def test_a_position_survives_the_journey():
    """`decode_cursor(encode_cursor(position))` is the position again, with text and numbers as they
    were.
    """
    for position in (
        Position("name", "Blue mug", 7),
        Position("-price_cents", 1250, 3),
        Position("name", "Café déjà vu ???>>>~~~", 1),
        Position("name", "1250", 12345),
    ):
        assert decode_cursor(encode_cursor(position)) == position


def test_a_cursor_fits_into_a_url():
    """A cursor stands in a URL as it is: it has no character that would have to be escaped."""
    for length in range(1, 12):
        cursor = encode_cursor(Position("name", "?>~ÿ" * length, length))
        assert quote(cursor, safe="") == cursor


def test_each_row_comes_once_and_in_order():
    """Page after page, each row comes exactly once, in the order of `sort`, the `id` deciding
    between equal values.
    """
    assert walk(ROWS, "price_cents", 2) == [[6, 3], [1, 4], [5, 2], [7]]
    assert walk(ROWS, "name", 3) == [[1, 2, 3], [4, 5, 6], [7]]


def test_a_minus_turns_everything_round():
    """`-price_cents` gives exactly the reverse of `price_cents`."""
    assert walk(ROWS, "-price_cents", 2) == [[7, 2], [5, 4], [1, 3], [6]]


def test_the_last_page_has_no_cursor():
    """The page that reaches the end has no cursor, also when it is full; so has the only page of an
    empty list.
    """
    assert walk(ROWS, "price_cents", 7) == [[6, 3, 1, 4, 5, 2, 7]]
    assert walk(ROWS[:4], "name", 2) == [[1, 2], [3, 4]]
    assert walk([], "name", 2) == [[]]


def test_a_row_that_vanishes_takes_no_other_with_it():
    """When a row is deleted between two pages, even the one that the cursor stands on, the next
    page goes on where the last one ended.
    """
    first = page_by_cursor(ROWS, sort="price_cents", limit=3)
    assert [row["id"] for row in first.items] == [6, 3, 1]
    left = [row for row in ROWS if row["id"] not in {6, 1}]
    second = page_by_cursor(left, sort="price_cents", limit=3, cursor=first.next_cursor)
    assert [row["id"] for row in second.items] == [4, 5, 2]


def test_a_row_that_arrives_repeats_no_other():
    """When a row is added before the place where the cursor stands, no row is answered twice."""
    first = page_by_cursor(ROWS, sort="name", limit=3)
    more = [{"id": 99, "name": "A new one", "price_cents": 1}, *ROWS]
    second = page_by_cursor(more, sort="name", limit=3, cursor=first.next_cursor)
    assert [row["id"] for row in second.items] == [4, 5, 6]


def pack(text):
    """Something that looks like a cursor."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def refused(cursor):
    """Fail unless a text is refused as a cursor."""
    try:
        position = decode_cursor(cursor)
    except InvalidCursor:
        return
    raise AssertionError(f"{cursor[:60]!r} was taken for a cursor, and is now {position!r}.")


def test_what_is_no_cursor_is_refused():
    """A text that is no cursor raises `InvalidCursor`, whatever is wrong with it, and no other
    exception: not base64, not JSON, JSON of another form, JSON that is nested without end.
    """
    texts = ["null", "[]", '{"id": 1}', "7", "[" * 10_000, "[" * 50 + "]" * 50]
    for cursor in ["", "7", "%%%%", "ünï", "not a cursor", "_____w", *map(pack, texts)]:
        refused(cursor)


@pytest.mark.parametrize("added", ["!", "====", "\n", " ", "é"])
def test_a_cursor_with_something_added_is_refused(added):
    """A cursor with a character added that it never has, such as `!`, `=` or a newline, raises
    `InvalidCursor` too.
    """
    refused(encode_cursor(Position("price_cents", 1250, 3)) + added)


def test_a_cursor_belongs_to_one_order():
    """A cursor that was given for another `sort` raises `InvalidCursor`."""
    page = page_by_cursor(ROWS, sort="price_cents", limit=2)
    for sort in ("-price_cents", "name"):
        try:
            found = page_by_cursor(ROWS, sort=sort, limit=2, cursor=page.next_cursor)
        except InvalidCursor:
            continue
        ids = [row["id"] for row in found.items]
        raise AssertionError(f"A cursor of `price_cents` was taken for `{sort}`: ids {ids}.")
