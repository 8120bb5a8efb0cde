"""2.3 Keep the cart with the client."""

import base64
import hashlib
import hmac
import json

import httpx2
import pytest

TWO_MUGS = {"sku": "MUG-0042", "quantity": 2}
ONE_CUP = {"sku": "CUP-0001", "quantity": 1}


def add(client, item, url="/api/v1/cart/items"):
    """Put an item into the cart; return the response."""
    response = client.post(url, json=item)
    assert response.status_code == 200
    return response


def items(client, url="/api/v1/cart", **more):
    """Ask for the cart; return its items."""
    response = client.get(url, **more)
    assert response.status_code == 200
    return response.json()["items"]


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
    with httpx2.Client(trust_env=False) as browser:  # it keeps the cookies of a host, of any port
        add(browser, TWO_MUGS, f"{first.url}/api/v1/cart/items")
        add(browser, ONE_CUP, f"{second.url}/api/v1/cart/items")
        carts = [items(browser, f"{server.url}/api/v1/cart") for server in (first, second)]
    pieces = [{item["sku"]: item["quantity"] for item in cart} for cart in carts]
    assert pieces == [{"MUG-0042": 2, "CUP-0001": 1}] * 2


def test_the_key_comes_from_outside(serve):
    """The key is that of signing_key(), which the environment sets: a process that was started with
    another STOREFRONT_KEY does not believe the cart."""
    first, second = (serve("app.asgi:app", env={"STOREFRONT_KEY": key}) for key in ("one", "two"))
    with httpx2.Client(trust_env=False) as browser:
        add(browser, TWO_MUGS, f"{first.url}/api/v1/cart/items")
        assert items(browser, f"{first.url}/api/v1/cart") == [TWO_MUGS]
        believed = items(browser, f"{second.url}/api/v1/cart")
    assert believed == [], "This cart was signed with another STOREFRONT_KEY."


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
    empty. A signature that can be made without the key does not help, nor one outside ASCII."""
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
        f"{text}.é",
        "abc.é",
        "é",
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
        believed = items(client, headers={"cookie": f"cart={cookie}".encode()})
        assert believed == [], "This cookie is forged."


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
    assert items(client, headers={"cookie": f"cart={token}"}) == [TWO_MUGS]
    forged = token[:place] + other + token[place + 1 :]
    believed = items(client, headers={"cookie": f"cart={forged}"})
    assert believed == [], f"One character of the {changed} is another."
