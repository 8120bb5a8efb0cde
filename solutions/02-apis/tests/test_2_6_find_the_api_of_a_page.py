"""2.6 Find the API that a page uses."""

import tomllib


def replay(project, client, when):
    """Make the noted calls of one kind in their order; return the responses."""
    text = (project / "design" / "page-calls.toml").read_text(encoding="utf-8")
    calls = tomllib.loads(text).get("call", [])
    assert {call.get("when") for call in calls} == {"load", "click"}, "Say when each call is made."
    return [
        client.request(
            call["method"],
            call["target"],
            headers=call.get("headers", {}),
            content=call.get("body"),
        )
        for call in calls
        if call["when"] == when
    ]


def bodies(responses):
    """Return the JSON of all responses; fail for one that is an error or something else."""
    for response in responses:
        assert (response.status_code, response.headers["content-type"].split(";")[0]) == (
            200,
            "application/json",
        ), "A call of the page to the API is answered with 200 and JSON."
    return [response.json() for response in responses]


def test_two_calls_are_made_when_the_page_opens(project, client):
    """Two calls to the API are noted for the opening of the page: not the page itself, its script,
    its style and its picture, and nothing twice."""
    assert len(bodies(replay(project, client, "load"))) == 2
    assert len(bodies(replay(project, client, "click"))) == 2


def test_the_list_comes_as_the_page_shows_it(project, client):
    """One of the calls on opening, made again, brings the products that the page shows: these, and
    no others."""
    names = [
        [item.get("name") for item in body["items"]]
        for body in bodies(replay(project, client, "load"))
        if "total" in body
    ]
    assert names == [["Blue mug", "Fountain pen", "Canvas bag"]]


def test_the_cart_comes_when_the_page_opens(project, client):
    """The other call on opening brings the cart of the visitor."""
    client.post("/api/v1/cart/items", json={"sku": "CUP-0001", "quantity": 2})
    totals = [body.get("total_cents") for body in bodies(replay(project, client, "load"))]
    assert 1800 in totals


def test_a_click_on_a_product_asks_for_its_details(project, client):
    """One of the calls on a click brings the details of a product, in the shape that the page asks
    for: under data and product its name, stock, priceCents and currency."""
    details = [
        body["data"]["product"]
        for body in bodies(replay(project, client, "click"))
        if "data" in body
    ]
    assert [set(detail) for detail in details] == [{"name", "stock", "priceCents", "currency"}]


def test_a_click_on_the_other_button_fills_the_cart(project, client):
    """The other call on a click, made again with all that the page sends along, puts one piece into
    the cart."""
    replay(project, client, "click")
    items = client.get("/api/v1/cart").json()["items"]
    assert [item["quantity"] for item in items] == [1]
