"""11.7 Errors and hostile input."""

import json

import pytest

from capstone import LOGIN, ME, PHRASE, USERS, address, bearer

JSON = {"Content-Type": "application/json"}


def is_problem(answer, status):
    """Whether an answer is a problem document of a status, which a verdict then shows."""
    assert answer.status_code == status
    assert answer.headers.get("content-type", "").partition(";")[0] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert isinstance(body["title"], str)
    return body


def test_every_refusal_is_a_problem(ada, unknown_id):
    """Each refusal is a problem document (RFC 9457): media type application/problem+json, a
    `title`, and a `status` that repeats the answer's. That goes for 401, 403, 404, 409 and 422."""
    client, taken = ada.client, {"email": ada.email, "name": "x", "password": PHRASE}
    is_problem(client.get(ME), 401)
    is_problem(ada.asks("GET", USERS), 403)
    is_problem(ada.asks("GET", f"{USERS}/{unknown_id}"), 404)
    is_problem(client.post(USERS, json=taken), 409)
    is_problem(client.post(USERS, json={}), 422)


def test_the_frameworks_own_refusals_are_problems(client):
    """404 for an address that leads nowhere is a problem document, too, and so is 405 for a method
    that the address does not know. `Allow` then names all methods that it does know."""
    is_problem(client.get("/api/v1/nowhere"), 404)
    for method, target, known in (("DELETE", LOGIN, {"POST"}), ("PUT", USERS, {"GET", "POST"})):
        answer = client.request(method, target)
        is_problem(answer, 405)
        allowed = {name.strip() for name in answer.headers.get("allow", "").split(",")}
        assert allowed - {"", "HEAD", "OPTIONS"} == known, "what `Allow` names"


def test_422_says_what_is_wrong(client):
    """422 has `errors`, a list with an entry for each mistake, each with a `detail` and with the
    place as a JSON Pointer in `pointer`: `#/email`. What was sent is not repeated."""
    sent = {"email": "no-address", "name": "Ada", "password": "too short pass"}
    answer = client.post(USERS, json=sent)
    errors = is_problem(answer, 422)["errors"]
    assert {error["pointer"] for error in errors} == {"#/email", "#/password"}
    assert all(isinstance(error["detail"], str) for error in errors)
    assert "too short pass" not in answer.text


@pytest.mark.parametrize(
    "body", [b"", b"{", b'"text"', b"[]", b"null", b"\xff\xfe", b"[" * 20_000, b"9" * 10_000]
)
def test_what_is_no_object_is_refused(client, body):
    """A body that is no JSON object is answered 400 or 422, whatever it is."""
    for target in (USERS, LOGIN):
        answer = client.post(target, content=body, headers=JSON)
        assert answer.status_code in {400, 422}
        is_problem(answer, answer.status_code)


def test_what_is_no_json_is_refused(client):
    """A form is answered 400, 415 or 422: this API speaks JSON."""
    answer = client.post(LOGIN, data={"email": address(), "password": PHRASE})
    assert answer.status_code in {400, 415, 422}
    is_problem(answer, answer.status_code)


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "a\nb"])
def test_texts_that_cannot_be_stored_are_refused(client, text):
    """A name with U+0000, half a surrogate pair or a line break is answered 400 or 422: PostgreSQL
    cannot store the first two, and nobody is called the third. (Where JSON is read with U+FFFD in
    the place of half a pair, that is a name.)"""
    body = '{"email": "%s", "name": "%s", "password": "%s"}'
    escaped = "".join(f"\\u{ord(c):04x}" for c in text)
    content = (body % (address(), escaped, PHRASE)).encode()
    answer = client.post(USERS, content=content, headers=JSON)
    if answer.status_code == 201 and text == "\ud800":
        assert answer.json()["name"].strip("\ufffd") == ""
    else:
        assert answer.status_code in {400, 422}
        is_problem(answer, answer.status_code)


def test_texts_that_cannot_be_found_are_no_error(client, ada, admin):
    """Elsewhere, too, U+0000 and other nonsense is no error of the server: as the address of who
    logs in, or in their password, it is answered 400, 401 or 422, in `search` 400, 422 or an empty
    page, as an id 400, 404 or 422."""
    login = client.post(LOGIN, json={"email": "a\x00b@example.com", "password": PHRASE})
    assert login.status_code in {400, 401, 422}
    for half in (
        {"email": address(), "password": "\ud800" * 9},
        {"email": "\ud800", "password": "x"},
    ):
        login = client.post(LOGIN, content=json.dumps(half).encode(), headers=JSON)
        assert login.status_code in {400, 401, 422}
    searched = admin.asks("GET", f"{USERS}?search=a%00b")
    assert searched.status_code in {400, 422} or searched.json()["items"] == []
    for name in ("1", "a%00b", "%F0%9F%92%A3", "x" * 500, "';--"):
        assert ada.asks("GET", f"{USERS}/{name}").status_code in {400, 404, 422}


@pytest.mark.parametrize("token", ["a.b", "." * 50, "x" * 5000, "e30.e30.e30", "%00", "null"])
def test_nonsense_in_a_header_is_no_error(client, token):
    """Whatever stands in the Authorization header, the answer is 401."""
    is_problem(client.get(ME, headers=bearer(token)), 401)


def test_a_body_has_an_end(client):
    """A body of more than 64 KiB is answered 413, whether it says its length or comes in chunks
    (RFC 9112, 7.1), and the service goes on."""

    def chunks():
        yield from [b" " * 1000] * 70
        yield json.dumps({"email": address(), "name": "Ada", "password": PHRASE}).encode()

    for content in (b"".join(chunks()), chunks()):
        # Who does not read a body to its end must close the connection.
        headers = JSON | {"Connection": "close"}
        is_problem(client.post(USERS, content=content, headers=headers), 413)
    assert client.get("/health").status_code == 200
