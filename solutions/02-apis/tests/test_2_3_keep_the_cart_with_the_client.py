"""2.3 Keep the cart with the client."""

import base64
import hashlib
import hmac
import json

import httpx2
import pytest

TWO_MUGS = {"sku": "MUG-0042", "quantity": 2}


def add(client, item):
    """Put an item into the cart; return the response."""
    response = client.post("/api/v1/cart/items", json=item)
    assert response.status_code == 200
    return response


def content(token):
    """Return what is in the first part of a token."""
    text = token.partition(".")[0]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def encodings(octets):
    """Return octets as base64url with and without padding, and in hexadecimal."""
    text = base64.urlsafe_b64encode(octets).decode()
    return [text, text.rstrip("="), octets.hex()]


def test_any_process_can_answer(serve):
    """A cart that was filled at one server process is there at another one, which has never seen
    this client; so it is after a restart."""
    first, second = serve("app.asgi:app"), serve("app.asgi:app")
    with httpx2.Client() as browser:  # it keeps the cookies of a host, whatever the port
        browser.post(f"{first.url}/api/v1/cart/items", json=TWO_MUGS)
        browser.post(f"{second.url}/api/v1/cart/items", json={"sku": "CUP-0001", "quantity": 1})
        carts = [browser.get(f"{server.url}/api/v1/cart").json() for server in (first, second)]
    pieces = [{item["sku"]: item["quantity"] for item in cart["items"]} for cart in carts]
    assert pieces == [{"MUG-0042": 2, "CUP-0001": 1}] * 2
    assert [cart["total_cents"] for cart in carts] == [3400, 3400]


def test_the_cookie_holds_the_cart(client):
    """The cookie `cart` is payload.signature: the payload is the cart as JSON in base64url,
    {"MUG-0042": 2}. Scripts cannot read it (HttpOnly), and it is sent to every path."""
    response = add(client, TWO_MUGS)
    assert content(client.cookies["cart"]) == {"MUG-0042": 2}
    attributes = [part.strip().lower() for part in response.headers["set-cookie"].split(";")]
    assert "httponly" in attributes
    assert "path=/" in attributes


def test_what_was_added_before_stays(client):
    """Adding to a cart keeps what is in it, and more of the same is added up; the cookie that came
    last tells all of it."""
    add(client, TWO_MUGS)
    add(client, {"sku": "PEN-0007", "quantity": 1})
    add(client, {"sku": "MUG-0042", "quantity": 1})
    assert content(client.cookies["cart"]) == {"MUG-0042": 3, "PEN-0007": 1}


def test_a_cart_that_was_changed_is_not_believed(client):
    """A cookie with another payload, another signature or none counts as no cookie: the cart is
    empty. A signature that can be made without the key does not help."""
    add(client, TWO_MUGS)
    token = client.cookies["cart"]
    text, _, signature = token.partition(".")
    assert content(token) == {"MUG-0042": 2}
    many = b'{"MUG-0042": 99}'
    padded, bare, _ = encodings(many)
    forged = [
        f"{text}.",
        text,
        f"{text}.{signature[:-4]}",
        f"{text}.{'A' * len(signature)}",
        "rubbish",
        "..",
    ]
    for payload in (padded, bare):
        forged += [payload, f"{payload}.", f"{payload}.{signature}"]
        for octets in (many, payload.encode()):
            keyless = [hashlib.sha256(octets), hmac.new(b"", octets, hashlib.sha256)]
            forged += [f"{payload}.{made}" for h in keyless for made in encodings(h.digest())]
    client.cookies.clear()
    for cookie in forged:
        seen = client.get("/api/v1/cart", headers={"cookie": f"cart={cookie}"})
        assert (seen.status_code, seen.json()["items"]) == (200, []), "This cookie is forged."


@pytest.mark.parametrize("changed", ["payload", "signature"])
def test_one_changed_character_is_enough(client, changed):
    """One other character, at the beginning of the payload or of the signature, and the cart is
    empty; the cookie as it came is still good."""
    add(client, TWO_MUGS)
    token = client.cookies["cart"]
    assert content(token) == {"MUG-0042": 2}
    place = 0 if changed == "payload" else token.index(".") + 1
    other = "A" if token[place] != "A" else "B"
    client.cookies.clear()
    answers = [
        client.get("/api/v1/cart", headers={"cookie": f"cart={cookie}"}).json()["items"]
        for cookie in (token, token[:place] + other + token[place + 1 :])
    ]
    assert answers == [[TWO_MUGS], []]
