"""9.12 A second version."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import pytest
from fastapi.testclient import TestClient
from openapi_spec_validator import validate

from shops import add_products, document_of, log_in, new_app, operations, started

V1, V2, ANY = "/api/v1/products", "/api/v2/products", "/api/products"
DEPRECATED, SUNSET = datetime(2026, 11, 1, tzinfo=UTC), datetime(2027, 11, 1, tzinfo=UTC)
MUG = {"sku": "MUG-0042", "name": "Blue mug", "price": {"amount": 1250, "currency": "GBP"}}


@pytest.fixture
def staff(client, database):
    """The headers of an administrator."""
    return log_in(client, database, admin=True)


def links(answer):
    """The targets of the header Link, by relation."""
    found = re.findall(r'<([^>]*)>\s*;\s*rel="?([\w-]+)"?', answer.headers.get("link", ""))
    return {relation: target for target, relation in found}


def test_money_is_one_thing(client, database):
    """In version 2 a product has a `price` with `amount` and `currency` in place of `price_cents`
    and `currency`; a single one and those of a list."""
    [product_id] = add_products(database, {"currency": "USD"})
    known = {"id": product_id, "sku": "MUG-0042", "name": "Blue mug", "stock": 10}
    expected = known | {"price": {"amount": 1250, "currency": "USD"}}
    assert client.get(f"{V2}/{product_id}").json() == expected
    assert client.get(V2).json() == {"items": [expected], "total": 1}


def test_a_product_of_version_2_is_stored(client, staff):
    """POST /api/v2/products answers 201 with the product, and Location leads to it in version 2.
    Both versions show the same shop: version 1 answers the product with its `price_cents`."""
    created = client.post(V2, json=MUG, headers=staff)
    assert created.status_code == 201
    assert created.json() == MUG | {"id": created.json()["id"], "stock": 0}
    location = created.headers["location"]
    assert "/api/v2/" in location, "this leads to the other version"
    assert client.get(location).json() == created.json()
    old = client.get(f"{V1}/{created.json()['id']}").json()
    assert (old["price_cents"], old["currency"]) == (1250, "GBP")


def test_the_old_shape_is_refused(client, database, staff):
    """A breaking change breaks: a body of version 1, or a price without a currency, is answered
    with 422 as a problem, and nothing is stored."""
    old = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250}
    for body in (old, MUG | {"price": {"amount": 1250}}, MUG | {"price": 1250}):
        answer = client.post(V2, json=body, headers=staff)
        assert answer.status_code == 422, body
        assert answer.headers["content-type"].startswith("application/problem+json")
        assert answer.json()["errors"]
    assert database.count("products") == 0


def test_a_price_changes_as_a_whole(client, database, staff):
    """PATCH /api/v2/products/{product_id} changes what was sent: a `price` with both of its parts,
    a name without touching the price. It takes If-Match as version 1 does."""
    [product_id] = add_products(database, {})
    address = f"{V2}/{product_id}"
    price = {"amount": 990, "currency": "USD"}
    changed = client.patch(address, json={"price": price}, headers=staff)
    assert changed.status_code == 200
    assert changed.json()["price"] == price
    tag = client.get(address).headers["etag"]
    renamed = client.patch(address, json={"name": "Red mug"}, headers=staff | {"If-Match": tag})
    assert (renamed.json()["name"], renamed.json()["price"]) == ("Red mug", price)
    stale = client.patch(address, json={"name": "x"}, headers=staff | {"If-Match": tag})
    assert stale.status_code == 412


def test_each_version_has_tags_of_its_own(client, database):
    """The same strong ETag promises the same bytes, and the versions show a product differently: so
    it has another tag in version 2. Whoever names the tag of version 1 in If-None-Match and asks
    for version 2 gets the product, and no 304."""
    [product_id] = add_products(database, {})
    address = f"{V2}/{product_id}"
    old, new = (client.get(each).headers["etag"] for each in (f"{V1}/{product_id}", address))
    assert old != new, "this is the tag of both versions"
    answer = client.get(address, headers={"If-None-Match": old})
    assert (answer.status_code, answer.headers["etag"]) == (200, new)
    assert client.get(address, headers={"If-None-Match": new}).status_code == 304


def test_version_2_has_the_same_locks_and_problems(client, database):
    """Version 2 asks for the same permissions, 401 and 403, and answers an unknown id with 404, all
    as problems."""
    [product_id] = add_products(database, {})
    customer = log_in(client, database)
    refusals = [
        client.post(V2, json=MUG),
        client.post(V2, json=MUG, headers=customer),
        client.patch(f"{V2}/{product_id}", json={"name": "x"}),
        client.get(f"{V2}/999999"),
    ]
    assert [each.status_code for each in refusals] == [401, 403, 401, 404]
    for each in refusals:
        assert each.headers["content-type"].startswith("application/problem+json")


def test_each_version_has_a_document_of_its_own():
    """Version 2 has its document at /api/v2/openapi.json and its page at /api/v2/docs, addresses of
    its own. Its version begins with `2.`, its servers end in /api/v2, its operation ids are names
    of functions, its `price` is an object; it is valid. /openapi.json describes version 1."""
    reader = TestClient(new_app())
    answer = reader.get("/api/v2/openapi.json")
    assert answer.status_code == 200
    document = answer.json()
    validate(document)
    assert document["info"]["version"].startswith("2.")
    servers = [each["url"] for each in document["servers"]]
    elsewhere = [url for url in servers if not url.endswith("/api/v2")]
    assert elsewhere == [], "the paths begin at the mount, so the servers must end in /api/v2"
    ids = {each["operationId"] for each in operations(document).values()}
    named = {"list_products", "create_product", "read_product", "update_product"}
    assert sorted(named - ids) == [], f"operation ids are the names of functions, not {ids}"
    paths = [path for path in document["paths"] if path.startswith("/api/")]
    assert paths == [], "the server has /api/v2 already, so these paths have it twice"
    assert "price_cents" not in str(document["components"]["schemas"]), "this is of version 1"
    page = reader.get("/api/v2/docs")
    assert page.status_code == 200
    assert "/api/v2/openapi.json" in page.text
    first = reader.get("/openapi.json").json()
    assert first["info"]["version"] == "1.0.0"
    assert [path for path in first["paths"] if path.startswith("/api/v2")] == []


def test_the_pages_of_version_2_come_from_here():
    """/api/v2/docs and /api/v2/redoc load nothing from another host. Without DOCS they are not
    there: 404."""
    reader, quiet = TestClient(new_app()), TestClient(new_app(docs=False))
    for path in ("/api/v2/docs", "/api/v2/redoc"):
        answer = reader.get(path)
        assert answer.status_code == 200, path
        loaded = re.findall(r"""\b(?:src|href)=["']([^"']+)""", answer.text)
        elsewhere = [each for each in loaded if answer.url.join(each).host != answer.url.host]
        assert elsewhere == [], f"{path} loads this from another host"
        assert quiet.get(path).status_code == 404, f"{path} is there without DOCS"


def test_no_way_leads_round_the_lock():
    """With DOCS_PASSWORD the pages and the document of version 2 are locked on the way by the
    header, too: /api/openapi.json with `Api-Version: 2` answers 401 to who does not know it."""
    locked = TestClient(new_app(docs_password="open: sesame"))  # noqa: S106
    for page in ("/openapi.json", "/docs", "/redoc", "/reference"):
        asked = {"url": f"/api{page}", "headers": {"Api-Version": "2"}}
        assert locked.get(**asked).status_code == 401, f"{page} is open"
        assert locked.get(**asked, auth=("docs", "open: sesame")).status_code == 200


def test_a_header_chooses_the_version(client, database):
    """A path without a version, /api/products, is answered by the version that the header
    `Api-Version` names, and by version 1 without it; the parameters go along. `Vary: Api-Version`
    says to caches that the header counts, beside what else counts: a label's `Vary: Accept`."""
    [product_id] = add_products(database, {})
    old, new = client.get(f"{V1}/{product_id}").json(), client.get(f"{V2}/{product_id}").json()
    address = f"{ANY}/{product_id}"
    assert client.get(address).json() == old
    assert client.get(address, headers={"Api-Version": "1"}).json() == old
    answer = client.get(address, headers={"Api-Version": "2"})
    assert answer.json() == new
    vary = answer.headers.get("vary", "").lower()
    assert "api-version" in vary, "a cache must learn that the header counted"
    vary = client.get(f"{address}/label").headers.get("vary", "").lower()
    assert {"accept", "api-version"} <= set(re.split(r"\s*,\s*", vary)), "both of them count"
    nothing = client.get(f"{ANY}?q=teapot", headers={"Api-Version": "2"})
    assert nothing.json() == {"items": [], "total": 0}
    assert client.get("/api/users/me").status_code == 401, (
        "the other operations are below /api, too"
    )


def test_a_version_that_makes_no_sense_is_refused(client):
    """A version that does not exist, and a header that contradicts the path, are answered with 400
    as a problem. A header that agrees with the path is no mistake. What does not lie below /api/
    has no versions: /health and /docs are answered whatever the header says."""
    asked = [(ANY, "3"), (ANY, "two"), (V1, "2"), (V2, "1")]
    for path, version in asked:
        answer = client.get(path, headers={"Api-Version": version})
        assert answer.status_code == 400, f"{path} with Api-Version: {version}"
        assert answer.headers["content-type"].startswith("application/problem+json")
    assert client.get(V2, headers={"Api-Version": "2"}).status_code == 200
    for path in ("/health", "/docs"):
        answer = client.get(path, headers={"Api-Version": "9"})
        assert answer.status_code == 200, f"{path} has no versions"


def test_the_address_of_a_version_needs_no_slash():
    """/api/v2 names its version, though nothing follows: like /api/v2/ it leads to the pages of
    version 2."""
    answer = TestClient(new_app()).get("/api/v2")
    assert (answer.status_code, answer.url.path) == (200, "/api/v2/docs")


def test_the_versions_work_behind_a_proxy(database):
    """Below another path, /shop (the `root_path` of the request), /shop/api/products is answered by
    the version that the header names, and its successor is /shop/api/v2/products."""
    add_products(database, {})
    with started(new_app(), root_path="/shop") as reader:
        new = reader.get(f"/shop{ANY}", headers={"Api-Version": "2"})
        assert new.status_code == 200
        assert "price" in new.json()["items"][0]
        old = reader.get(f"/shop{ANY}")
        assert old.status_code == 200
        assert links(old).get("successor-version") == f"/shop{V2}"


def test_version_1_says_farewell(client, database):
    """What version 2 has replaced says so in its answers: `Deprecation` (RFC 9745) and `Sunset`
    (RFC 8594) with the moments of the settings, and a `Link` with the relation `successor-version`
    to the same product in version 2. Refusals say it, too."""
    [product_id] = add_products(database, {})
    for path, status in ((V1, 200), (f"{V1}/{product_id}", 200), (f"{V1}/999999", 404)):
        answer = client.get(path)
        assert answer.status_code == status
        told = answer.headers
        assert told.get("deprecation") == f"@{int(DEPRECATED.timestamp())}", f"{path}, {status}"
        assert parsedate_to_datetime(told.get("sunset", "")) == SUNSET, path
        assert links(answer).get("successor-version") == path.replace("v1", "v2")
    assert client.post(V1, json={}).headers.get("deprecation"), "the refusal of a POST says nothing"


def test_the_next_page_is_still_linked(client, database):
    """The link to the successor stands beside those to the other pages, and takes no one's place:
    a list of version 1 that goes on has both."""
    add_products(database, {}, {"sku": "MUG-0043"})
    found = links(client.get(f"{V1}?limit=1"))
    assert sorted(found) == ["next", "successor-version"]


def test_what_has_no_successor_is_not_deprecated(client):
    """Other operations have no successor and say nothing: /api/v1/categories, /health, and version
    2 itself."""
    for path in ("/api/v1/categories", "/health", V2):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert not {"deprecation", "sunset"} & set(answer.headers), path


def test_the_document_marks_what_is_deprecated():
    """In the document of version 1 all operations of /api/v1/products and
    /api/v1/products/{product_id} are `deprecated`, and no others: versioning is a part of the
    documentation."""
    described = operations(document_of())
    marked = {name for name, each in described.items() if each.get("deprecated")}
    paths = {V1, f"{V1}/{{product_id}}"}
    replaced = {name for name in described if name.partition(" ")[2] in paths}
    assert sorted(marked - replaced) == [], "these are deprecated, and have no successor"
    assert sorted(replaced - marked) == [], "these have a successor, and are not deprecated"


def test_without_dates_nothing_is_deprecated():
    """Without V1_DEPRECATED and V1_SUNSET version 1 says nothing, in headers or document: when an
    API ends is decided where it is run."""
    app = new_app(v1_deprecated=None, v1_sunset=None)
    reader = TestClient(app)
    assert not any(each.get("deprecated") for each in operations(app.openapi()).values())
    assert "deprecation" not in reader.patch("/api/v1/products").headers
