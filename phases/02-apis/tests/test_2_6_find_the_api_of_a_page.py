"""2.6 Find the API that a page uses."""

import tomllib

import pytest


def noted(project, when):
    """Return the noted calls of one kind, in their order; fail for one that cannot be made."""
    text = (project / "design" / "page-calls.toml").read_text(encoding="utf-8")
    calls = tomllib.loads(text).get("call", [])
    assert {call.get("when") for call in calls} == {"load", "click"}, "Say when each call is made."
    chosen = [call for call in calls if call["when"] == when]
    for call in chosen:
        assert {"method", "target"} <= set(call), "Each call has a method and a target."
        assert "://" not in call["target"], "target is path and query, without the host."
        assert type(call.get("body", "")) is str, "body is text, in single quotes."
    return chosen


def make(client, call):
    """Make a call again; return the response."""
    headers, body = call.get("headers", {}), call.get("body")
    return client.request(call["method"], call["target"], headers=headers, content=body)


def answers(project, client, when):
    """Make the noted calls of one kind, one at each step; give the JSON objects that come back."""
    for call in noted(project, when):
        response = make(client, call)
        if response.headers.get("content-type", "").startswith("application/json"):
            yield response.json()


def test_two_calls_are_made_when_the_page_opens(project, client):
    """Two calls to the API are noted for the opening of the page and two for clicks, each answered
    with 200 and JSON: not the page itself, its script, its style and its picture."""
    all_calls = {when: noted(project, when) for when in ("load", "click")}
    for when, calls in all_calls.items():
        for call in calls:
            response = make(client, call)
            kind = response.headers.get("content-type", "").split(";")[0]
            assert (response.status_code, kind) == (200, "application/json"), (
                "A call of the page to the API is answered with 200 and JSON."
            )
        assert len(calls) == 2, f'There are two calls with when = "{when}".'


def test_the_list_comes_as_the_page_shows_it(project, client):
    """One of the calls on opening, made again, brings the products that the page shows: these, and
    no others."""
    found = False
    for answer in answers(project, client, "load"):
        if "total" in answer:
            found = True
            names = [item.get("name") for item in answer["items"]]
            assert names == ["Blue mug", "Fountain pen", "Canvas bag"]
    if not found:
        pytest.fail("None of the calls on opening brings a list of products.")


def test_the_cart_comes_when_the_page_opens(project, client):
    """The other call on opening brings the cart of the visitor."""
    client.post("/api/v1/cart/items", json={"sku": "CUP-0001", "quantity": 2})
    found = False
    for answer in answers(project, client, "load"):
        if "total_cents" in answer:
            found = True
            assert answer["total_cents"] == 1800, "Two cups were put into the cart before."
    if not found:
        pytest.fail("None of the calls on opening brings the cart.")


def test_a_click_on_a_product_asks_for_its_details(project, client):
    """One of the calls on a click brings the details of a product, in the shape that the page asks
    for: under data and product its name, stock, priceCents and currency."""
    found = False
    for answer in answers(project, client, "click"):
        if "data" in answer:
            found = True
            details = answer["data"].get("product") or {}
            assert set(details) == {"name", "stock", "priceCents", "currency"}
    if not found:
        pytest.fail("None of the calls on a click brings the details of a product.")


def test_a_click_on_the_other_button_fills_the_cart(project, client):
    """The other call on a click, made again with all that the page sends along, puts one piece into
    the cart."""
    for call in noted(project, "click"):
        make(client, call)
    items = client.get("/api/v1/cart").json()["items"]
    pieces = [item["quantity"] for item in items]
    assert pieces == [1], "The calls on a click were made; this is the cart after them."
