"""8.11 Answers of another kind."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from fastapi import APIRouter
from fastapi.responses import FileResponse, StreamingResponse

from apps import add_products, log_in, new_app, started

PRODUCTS = "/api/v1/products"


@pytest.fixture
def address(database):
    """The address of a product."""
    (product_id,) = add_products(database, {"name": "Fish & Chips <x-y>"})
    return f"{PRODUCTS}/{product_id}"


@pytest.fixture
def staff(client, database):
    """An administrator's login."""
    return log_in(client, database, admin=True)


def label(client, address, accept=None):
    """Ask for a label."""
    return client.get(f"{address}/label", headers={"Accept": accept} if accept else {})


def media_type(answer):
    """The media type of an answer, without its parameters."""
    return answer.headers["content-type"].partition(";")[0]


def test_a_label_is_plain_text(client, address):
    """GET /api/v1/products/{product_id}/label answers a plain text in which the name and the price
    stand as they are (`12.50 EUR`): a PlainTextResponse in place of JSON."""
    answer = label(client, address, "text/plain")
    assert (answer.status_code, media_type(answer)) == (200, "text/plain")
    assert "Fish & Chips <x-y>" in answer.text
    assert "12.50 EUR" in answer.text
    assert label(client, address).text == answer.text
    assert label(client, f"{PRODUCTS}/999").status_code == 404


def test_a_label_for_a_browser_is_html(client, address):
    """For `Accept: text/html` the label is a page, an HTMLResponse, in which name and price stand
    as text: the characters <, > and & of a name are escaped."""
    answer = label(client, address, "text/html")
    assert media_type(answer) == "text/html"
    assert "Fish &amp; Chips &lt;x-y&gt;" in answer.text
    assert "12.50 EUR" in answer.text
    assert "<x-y>" not in answer.text


def test_a_label_for_a_program_is_json(client, address):
    """For `Accept: application/json` it is a JSONResponse: `{"name": …, "price": "12.50 EUR"}`."""
    answer = label(client, address, "application/json")
    assert media_type(answer) == "application/json"
    assert answer.json() == {"name": "Fish & Chips <x-y>", "price": "12.50 EUR"}


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", "text/plain"),
        ("text/*", "text/plain"),
        ("text/plain;q=0.5, text/html", "text/html"),
        ("text/html;q=0.2, application/*;q=0.8", "application/json"),
        ("text/html;q=0, */*;q=0.1", "text/plain"),
        ("image/png, application/json;q=0.1", "application/json"),
    ],
)
def test_the_form_is_the_clients_choice(client, address, accept, expected):
    """The form with the highest weight in Accept is chosen, plain text among equals; `Vary: Accept`
    tells caches that the answer depends on it."""
    answer = label(client, address, accept)
    assert (answer.status_code, media_type(answer)) == (200, expected)
    assert "accept" in answer.headers["vary"].lower()


def test_a_form_that_there_is_not(client, address):
    """When none of the three is accepted, the answer is 406, a problem."""
    answer = label(client, address, "image/png")
    assert (answer.status_code, media_type(answer)) == (406, "application/problem+json")


def test_what_the_client_has_is_not_sent_again(client, address):
    """A route class gives each 200 of a product, of the list and of a label an ETag. Asked with
    If-None-Match and this tag, the answer is 304 without a body and with the tag; after a change it
    is 200 again, with another tag."""
    for path in (address, PRODUCTS, f"{address}/label"):
        first = client.get(path)
        tag = first.headers["etag"]
        again = client.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b""), path
        assert again.headers["etag"] == tag
        assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_a_change_changes_the_tag(client, address, staff):
    """After a change of the product the old tag is not enough any more."""
    tag = client.get(address).headers["etag"]
    client.patch(address, json={"stock": 3}, headers=staff)
    answer = client.get(address, headers={"If-None-Match": tag})
    assert (answer.status_code, answer.json()["stock"]) == (200, 3)
    assert answer.headers["etag"] != tag


def test_tags_are_compared_as_http_says(client, address):
    """If-None-Match may hold several tags or `*`, and compares weakly: `W/"a"` and `"a"` are the
    same."""
    tag = client.get(address).headers["etag"].removeprefix("W/")
    for header in (tag, f"W/{tag}", f'"x", {tag}', f'W/"x",W/{tag}', "*"):
        assert client.get(address, headers={"If-None-Match": header}).status_code == 304, header
    for header in ('"x"', tag.strip('"'), '""', "W/"):
        assert client.get(address, headers={"If-None-Match": header}).status_code == 200, header


def test_only_answers_with_200_have_a_tag(client, staff):
    """The route class concerns what GET answers with 200: neither a 404 nor a POST is turned into a
    304."""
    missing = client.get(f"{PRODUCTS}/999", headers={"If-None-Match": "*"})
    assert missing.status_code == 404
    cup = {"sku": "CUP-0001", "name": "Cup", "price_cents": 1}
    created = client.post(PRODUCTS, json=cup, headers=staff | {"If-None-Match": "*"})
    assert created.status_code == 201
    assert client.get("/health", headers={"If-None-Match": "*"}).status_code == 200


def test_a_stream_passes_as_it_is(project):
    """A stream and a file have no body yet when the route class looks at them: they pass as they
    are, without a tag of ours."""
    from app.core.conditional import ConditionalRoute

    router = APIRouter(route_class=ConditionalRoute)
    file = project / "pyproject.toml"

    @router.get("/test/stream")
    def stream() -> StreamingResponse:
        return StreamingResponse(iter([b"one ", b"two"]), media_type="application/octet-stream")

    @router.get("/test/file")
    def send_file() -> FileResponse:
        return FileResponse(file)

    app = new_app()
    app.include_router(router)
    with started(app) as client:
        streamed, sent = client.get("/test/stream"), client.get("/test/file")
    assert (streamed.status_code, streamed.content) == (200, b"one two")
    assert (sent.status_code, sent.content) == (200, file.read_bytes())


def test_a_decorator_says_how_long_an_answer_is_fresh(client, address):
    """The decorator `fresh_for(60)` marks the label: its answers say `Cache-Control: max-age=60`.
    Those of operations without it say `no-cache`: ask each time whether it is still so."""
    assert label(client, address).headers["cache-control"] == "max-age=60"
    assert client.get(address).headers["cache-control"] == "no-cache"


def test_a_change_may_depend_on_what_was_read(client, address, staff):
    """PUT, PATCH and DELETE with If-Match are done only if the product still has that tag:
    otherwise 412, a problem, and nothing changes. So nobody overwrites what they have not seen. A
    weak tag (`W/…`) never fits."""
    tag = client.get(address).headers["etag"]
    mine = staff | {"If-Match": tag}
    assert client.patch(address, json={"stock": 3}, headers=mine).status_code == 200
    body = {"sku": "MUG-0042", "name": "Mug", "price_cents": 1}
    late = [
        client.patch(address, json={"stock": 4}, headers=mine),
        client.put(address, json=body, headers=mine),
        client.delete(address, headers=mine),
        client.delete(
            address, headers=staff | {"If-Match": f"W/{client.get(address).headers['etag']}"}
        ),
    ]
    assert [answer.status_code for answer in late] == [412, 412, 412, 412]
    assert client.get(address).json()["stock"] == 3
    fresh = staff | {"If-Match": f'"x", {client.get(address).headers["etag"]}'}
    assert client.put(address, json=body, headers=fresh).status_code == 200
    assert client.delete(address, headers=staff | {"If-Match": "*"}).status_code == 204


def test_of_two_changes_of_the_same_state_one_is_made(client, address, staff):
    """Of several changes at the same time that depend on the same tag exactly one is made."""
    mine = staff | {"If-Match": client.get(address).headers["etag"]}
    together = threading.Barrier(5)

    def change(stock):
        together.wait(5)
        return client.patch(address, json={"stock": stock}, headers=mine).status_code

    with ThreadPoolExecutor(5) as pool:
        statuses = list(pool.map(change, range(20, 25)))
    assert sorted(statuses) == [200, 412, 412, 412, 412]
