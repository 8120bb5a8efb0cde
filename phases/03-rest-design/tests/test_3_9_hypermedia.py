"""3.9 Links that say what can be done."""

import re
from urllib.parse import parse_qsl, urlsplit

import pytest
from app.hypermedia import order_links, page_links

PATH = "/api/v1/products"


def neighbours(query, **page):
    """The `Link` header taken apart: relation -> (path, query)."""
    value = page_links(PATH, query, **page)
    links = re.findall(r"<([^<>]*)>\s*;\s*rel=\"?([a-z]+)\"?", value)
    assert len(links) == value.count("<"), f"This is not a Link header: {value}"
    parts = {rel: urlsplit(target) for target, rel in links}
    return {rel: (part.path, dict(parse_qsl(part.query))) for rel, part in parts.items()}


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("open", {"pay": "paid", "cancel": "cancelled"}),
        ("paid", {"ship": "shipped", "cancel": "cancelled"}),
        ("shipped", {}),
        ("cancelled", {}),
    ],
)
def test_an_order_offers_the_steps_that_its_status_allows(status, expected):
    """An open order offers `pay` and `cancel`, a paid one `ship` and `cancel`, a shipped or
    cancelled one no step. The body of each step is the status that it leads to.
    """
    links = order_links({"id": 7, "status": status})
    steps = {link["rel"]: link["body"] for link in links if link["rel"] != "self"}
    assert steps == {rel: {"status": target} for rel, target in expected.items()}


def test_each_link_can_be_followed():
    """Each link has `rel`, `method` and `href`: `self` is a GET, each step a PATCH, and all of them
    go to the address of this order.
    """
    links = order_links({"id": 7, "status": "open"})
    assert {link["rel"]: link["method"] for link in links} == {
        "self": "GET",
        "pay": "PATCH",
        "cancel": "PATCH",
    }
    assert {link["href"] for link in links} == {"/api/v1/orders/7"}


def test_making_links_changes_nothing():
    """The order is left as it was, and a client that changes a link does not change the next
    answer.
    """
    order = {"id": 7, "status": "open"}
    for link in order_links(order):
        link.setdefault("body", {})["status"] = "stolen"
    assert order == {"id": 7, "status": "open"}
    assert {"status": "paid"} in [link.get("body") for link in order_links(order)]


def test_a_page_in_the_middle_has_two_neighbours():
    """`next` leads to the page after this one, `prev` to the one before, with `limit` and `offset`
    in the query.
    """
    assert neighbours({}, limit=10, offset=20, total=45) == {
        "next": (PATH, {"limit": "10", "offset": "30"}),
        "prev": (PATH, {"limit": "10", "offset": "10"}),
    }


def test_there_is_nothing_before_the_first_page_and_after_the_last():
    """The first page has no `prev` and the last one no `next`, also when it is exactly full. A list
    of one page has the empty text.
    """
    assert set(neighbours({}, limit=10, offset=0, total=45)) == {"next"}
    assert set(neighbours({}, limit=10, offset=40, total=45)) == {"prev"}
    assert set(neighbours({}, limit=10, offset=10, total=20)) == {"prev"}
    assert page_links(PATH, {}, limit=10, offset=0, total=10) == ""
    assert page_links(PATH, {}, limit=10, offset=0, total=0) == ""


def test_no_page_begins_before_the_list():
    """From an offset that is smaller than the limit, `prev` leads to offset 0."""
    assert neighbours({}, limit=10, offset=4, total=45)["prev"][1]["offset"] == "0"


def test_the_neighbours_keep_filters_and_order():
    """The links keep the other parameters of the request, escaped where a URL needs it; the old
    `limit` and `offset` are replaced, and a `cursor` is dropped, because it excludes `offset`.
    """
    query = {"q": "mug & cup", "sort": "-name", "limit": "10", "offset": "20"}
    found = neighbours(query, limit=10, offset=20, total=45)
    assert found["next"][1] == query | {"offset": "30"}
    assert found["prev"][1] == query | {"offset": "10"}
    found = neighbours({"sort": "name", "cursor": "WzFd"}, limit=10, offset=0, total=45)
    assert found["next"][1] == {"sort": "name", "limit": "10", "offset": "10"}
