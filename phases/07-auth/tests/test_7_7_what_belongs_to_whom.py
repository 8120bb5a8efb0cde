"""7.7 What belongs to whom."""

import itertools

import pytest
import yaml

USERS = "/api/v1/users"
LOGIN = "/api/v1/auth/token"
NOTES = "/api/v1/notes"
ORDERS = "/api/v1/orders"
PHRASE = "correct horse battery"
FACTS = ("operationId", "tags", "parameters", "body", "answers")
LOCKED = {"401", "403", "429"}
ONE_MUG = {"items": [{"sku": "MUG-0042", "quantity": 1}]}


@pytest.fixture
def shop(client, database):
    """A client of a shop that sells mugs."""
    database.execute(
        "INSERT INTO products (sku, name, price_cents, currency, stock)"
        " VALUES ('MUG-0042', 'Blue mug', 1250, 'EUR', 10)"
    )
    return client


@pytest.fixture
def join(client, database):
    """Signs somebody up with a role, logs them in, and answers the header that shows their
    token."""

    def sign_up(name, role="customer", scope=""):
        body = {"email": f"{name}@example.com", "name": name, "password": PHRASE}
        user_id = client.post(USERS, json=body).json()["id"]
        database.execute("UPDATE users SET role = %s WHERE id = %s", role, user_id)
        form = {"username": body["email"], "password": PHRASE, "scope": scope}
        return {"Authorization": f"Bearer {client.post(LOGIN, data=form).json()['access_token']}"}

    return sign_up


def id_of(client, headers):
    """The id of who is logged in."""
    return client.get(f"{USERS}/me", headers=headers).json()["id"]


def test_a_note_is_written_and_read_again(client, join):
    """POST /api/v1/notes with `{"text": …}` and a token answers 201 with id, text and created_at;
    Location leads to the note, which its writer can read."""
    ada = join("ada")
    written = client.post(NOTES, json={"text": "Buy tea.\nAnd milk."}, headers=ada)
    assert written.status_code == 201
    note = written.json()
    assert (note["text"], sorted(note)) == ("Buy tea.\nAnd milk.", ["created_at", "id", "text"])
    assert client.get(written.headers["location"], headers=ada).json() == note


def test_a_note_can_be_changed_and_removed(client, join):
    """PUT /api/v1/notes/{note_id} answers 200 with the note and its new text, DELETE 204, and after
    that the note is answered with 404."""
    ada = join("ada")
    path = client.post(NOTES, json={"text": "Buy tea."}, headers=ada).headers["location"]
    changed = client.put(path, json={"text": "Buy coffee."}, headers=ada)
    assert (changed.status_code, changed.json()["text"]) == (200, "Buy coffee.")
    assert client.get(path, headers=ada).json()["text"] == "Buy coffee."
    assert client.delete(path, headers=ada).status_code == 204
    assert client.get(path, headers=ada).status_code == 404
    assert client.delete(path, headers=ada).status_code == 404


def test_a_list_has_ones_own_notes_only(client, join):
    """GET /api/v1/notes answers `{"items": […], "total": n}` with one's own notes, the oldest
    first, cut by `limit` and `offset`; `total` counts one's own, too."""
    ada, grace = join("ada"), join("grace")
    for number, writer in enumerate((ada, grace, ada, grace, ada)):
        client.post(NOTES, json={"text": f"Note {number}"}, headers=writer)
    page = client.get(NOTES, params={"limit": 2, "offset": 1}, headers=ada).json()
    assert [note["text"] for note in page["items"]] == ["Note 2", "Note 4"]
    assert page["total"] == 3


def test_somebody_elses_note_is_not_there(client, join):
    """A note of another user is answered with 404, in the same words as one that does not exist,
    and stays as it was: a 403 would tell that it is there. This holds for administrators, too."""
    ada = join("ada")
    written = client.post(NOTES, json={"text": "Secret."}, headers=ada)
    others = (join("grace"), join("root", "admin"))
    for method, other in itertools.product(("GET", "PUT", "DELETE"), others):
        options = {"json": {"text": "Read!"}} if method == "PUT" else {}
        answer = client.request(method, written.headers["location"], headers=other, **options)
        unknown = client.request(method, f"{NOTES}/99999", headers=other, **options)
        assert (answer.status_code, unknown.status_code) == (404, 404)
        expected = unknown.text.replace("99999", str(written.json()["id"]))
        assert answer.text == expected, "the two refusals can be told apart"
        assert client.get(written.headers["location"], headers=ada).json() == written.json()


def test_notes_are_behind_a_login(client):
    """Without a token every operation on notes is answered with 401."""
    for operation in ("GET ", "POST ", "GET /1", "PUT /1", "DELETE /1"):
        method, _, path = operation.partition(" ")
        assert client.request(method, NOTES + path, json={"text": "x"}).status_code == 401


def test_reading_notes_and_writing_them_are_two_things(client, join):
    """A token with the scope `notes:read` reads notes and is answered with 403 when it writes; one
    with `notes:write` writes and is answered with 403 when it reads."""
    reader = join("ada", scope="notes:read")
    assert client.get(NOTES, headers=reader).status_code == 200
    assert client.post(NOTES, json={"text": "x"}, headers=reader).status_code == 403
    writer = join("grace", scope="notes:write")
    written = client.post(NOTES, json={"text": "x"}, headers=writer)
    assert written.status_code == 201
    assert client.get(written.headers["location"], headers=writer).status_code == 403


def test_a_note_that_makes_no_sense_is_refused(client, join, database):
    """A body that is no `NoteIn`, such as one that says whose the note should be, is answered with
    422, and nothing is stored."""
    ada, texts = join("ada"), ("", "x" * 2001, "a\x00b", None, 7)
    for body in ({}, {"text": "x", "user_id": 1}, *({"text": text} for text in texts)):
        assert client.post(NOTES, json=body, headers=ada).status_code == 422
    assert database.count("notes") == 0


def test_an_order_belongs_to_who_placed_it(shop, join):
    """GET /api/v1/orders lists one's own orders only, and counts only them; an administrator sees
    the orders of all."""
    ada, grace, root = join("ada"), join("grace"), join("root", "admin")
    own = shop.post(ORDERS, json=ONE_MUG, headers=ada).json()
    shop.post(ORDERS, json=ONE_MUG | {"user_id": id_of(shop, ada)}, headers=grace)
    assert shop.get(ORDERS, headers=ada).json() == {"items": [own], "total": 1}
    assert shop.get(ORDERS, headers=root).json()["total"] == 2


def test_somebody_elses_order_is_not_there(shop, join):
    """An order of another user is answered with 404, when it is read and when it is changed. Its
    owner and an administrator are answered with the order."""
    ada, grace, root = join("ada"), join("grace"), join("root", "admin")
    path = shop.post(ORDERS, json=ONE_MUG, headers=ada).headers["location"]
    assert shop.get(path, headers=grace).status_code == 404
    assert shop.patch(path, json={"status": "cancelled"}, headers=grace).status_code == 404
    for reader in (ada, root):
        assert shop.get(path, headers=reader).json()["status"] == "open"


def test_a_customer_cancels_and_the_shop_does_the_rest(shop, join):
    """The owner may cancel an order. Anything else, `paid` or DELETE, is answered with 403: that
    the order is there is no secret, and it is the shop's to do. An administrator may."""
    ada, root = join("ada"), join("root", "admin")
    first, second = (
        shop.post(ORDERS, json=ONE_MUG, headers=ada).headers["location"] for _ in range(2)
    )
    assert shop.patch(first, json={"status": "paid"}, headers=ada).status_code == 403
    assert shop.delete(first, headers=ada).status_code == 403
    assert shop.patch(first, json={"status": "cancelled"}, headers=ada).status_code == 200
    assert shop.patch(second, json={"status": "paid"}, headers=root).status_code == 200


def test_orders_are_behind_a_login(shop):
    """Without a token, orders are neither listed nor read nor placed: 401, and nothing is taken
    from stock."""
    assert shop.get(ORDERS).status_code == 401
    assert shop.get(f"{ORDERS}/1").status_code == 401
    assert shop.post(ORDERS, json=ONE_MUG).status_code == 401
    assert shop.get("/api/v1/products").json()["items"][0]["stock"] == 10


def test_everybody_reads_and_changes_themselves(client, join):
    """GET, PATCH and DELETE /api/v1/users/{user_id} work for one's own id; for another user's they
    are answered with 404, like an id that nobody has. An administrator may see all."""
    ada, grace, root = join("ada"), join("grace"), join("root", "admin")
    own = f"{USERS}/{id_of(client, ada)}"
    assert client.patch(own, json={"name": "Ada L."}, headers=ada).json()["name"] == "Ada L."
    assert client.get(own, headers=root).json()["name"] == "Ada L."
    for path in (own, f"{USERS}/999999"):
        assert client.get(path, headers=grace).status_code == 404
        assert client.patch(path, json={"name": "x"}, headers=grace).status_code == 404
        assert client.delete(path, headers=grace).status_code == 404
    assert client.delete(own, headers=ada).status_code == 204
    assert client.get(own, headers=root).status_code == 404


def test_orders_outlive_their_owner(shop, join):
    """When a user is gone, so are their notes; their orders stay, for the shop's books, and only
    administrators see them."""
    ada, root = join("ada"), join("root", "admin")
    path = shop.post(ORDERS, json=ONE_MUG, headers=ada).headers["location"]
    shop.post(NOTES, json={"text": "x"}, headers=ada)
    shop.delete(f"{USERS}/{id_of(shop, ada)}", headers=ada)
    assert shop.get(path, headers=root).status_code == 200
    assert shop.get(path, headers=join("grace")).status_code == 404


def test_the_api_keeps_the_contract(client, project):
    """Each operation that the contract promises up to phase 07 is in /openapi.json, with the
    contract's operationId, tags, parameters, media types and statuses. A lock may add 401, 403 and
    429, and no other status."""
    contract = yaml.safe_load((project / "contract/openapi.yaml").read_text("utf-8"))
    promised = operations(contract, up_to="07")
    offered = operations(client.get("/openapi.json").json())
    assert sorted(promised.keys() - offered.keys()) == [], "promised, and not there"
    for key, operation in promised.items():
        for code in LOCKED - operation["answers"].keys():
            offered[key]["answers"].pop(code, None)
        for fact in FACTS:
            assert offered[key][fact] == operation[fact], f"{fact} of {key}"


def operations(document, up_to="99"):
    """What clients rely on of each operation, by method and path."""
    return {
        f"{method.upper()} {path}": facts(document, item, operation, up_to)
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method != "parameters" and operation.get("x-phase", "00") <= up_to
    }


def facts(document, item, operation, up_to):
    """The facts of one operation, in a form that can be compared."""

    def resolve(node):
        name = node.get("$ref", "").rpartition("/")[2]
        kind = node.get("$ref", "//").split("/")[-2]
        return document["components"][kind][name] if name else node

    listed = [
        resolve(node) for node in [*item.get("parameters", []), *operation.get("parameters", [])]
    ]
    parameters = [p for p in listed if p.get("x-phase", "00") <= up_to]
    responses = {code: resolve(node) for code, node in operation["responses"].items()}
    return {
        "operationId": operation["operationId"],
        "tags": operation["tags"],
        "parameters": sorted((p["in"], p["name"], p.get("required", False)) for p in parameters),
        "body": sorted(operation.get("requestBody", {}).get("content", [])),
        "answers": {code: sorted(answer.get("content", [])) for code, answer in responses.items()},
    }
