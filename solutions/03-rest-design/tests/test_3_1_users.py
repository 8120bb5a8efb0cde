"""3.1 Users: resources instead of procedures."""

import re

from app.contract import allows, load

USERS = "/api/v1/users"
USER = "/api/v1/users/{user_id}"
ADA = {"email": "ada@example.com", "name": "Ada Lovelace"}
VERB = re.compile(
    "add|change|create|delete|edit|fetch|find|get|insert|list|make|modify|new|patch|post|put|read"
    "|remove|replace|retrieve|save|search|show|store|update"
)


def addresses_of_users():
    """The paths that speak of users, without /users/me, which the starter has."""
    return [p for p in load().paths if "user" in p.lower() and not p.endswith("/me")]


def test_the_collection_and_one_user_have_an_address_each():
    """There are two addresses: `/api/v1/users` with GET and POST, and below it, with a parameter in
    braces, one user with GET, PUT, PATCH and DELETE.
    """
    contract = load()
    harmless = {"HEAD", "OPTIONS"}
    assert contract.methods(USERS) - harmless == {"GET", "POST"}
    assert contract.methods(USER) - harmless == {"GET", "PUT", "PATCH", "DELETE"}


def test_an_address_names_a_thing():
    """No address of users holds a verb (the method is the verb), a capital letter, an underscore
    outside of braces, or a slash at its end.
    """
    addresses = addresses_of_users()
    assert addresses, "There is no address of users yet."
    for address in addresses:
        words = re.findall(r"[A-Z]?[a-z]+", re.sub(r"\{.*?\}", "", address))
        assert [w for w in words if VERB.fullmatch(w.lower())] == [], f"{address} says what to do."
        assert re.sub(r"(/[a-z0-9-]+|/\{\w+\})+", "", address) == "", f"{address}: how is it spelt?"


def test_the_number_of_a_user_is_a_required_integer():
    """The parameter in the address of one user is declared: in the path, required, an integer;
    `ada` is refused.
    """
    contract = load()
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        parameters = contract.operation(method, USER).parameters.values()
        in_path = [p for p in parameters if p["in"] == "path"]
        assert len(in_path) == 1
        assert in_path[0].get("required") is True
        assert allows(in_path[0]["schema"], 7)
        assert not allows(in_path[0]["schema"], "ada")


def test_each_operation_says_what_it_is_and_who_builds_it():
    """Each of the six operations has an `operationId` that no other operation has, a `summary`, and
    `x-phase: "06"`, as text in quotes.
    """
    contract = load()
    found = [o for o in contract.operations if o.path in addresses_of_users()]
    assert len(found) >= 6, "The six operations on users are not all there."
    ids = [operation.data.get("operationId") for operation in contract.operations]
    for operation in found:
        assert ids.count(operation.data.get("operationId")) == 1
        assert operation.data.get("operationId"), f"{operation.method} has no operationId."
        assert operation.data.get("summary"), f"{operation.method} has no summary."
        assert operation.data.get("x-phase") == "06"


def test_reading_sends_nothing_and_writing_sends_a_user():
    """GET and DELETE take no body; POST, PUT and PATCH require one (`required: true`). It is a user
    without an id: with both `email` and `name` for POST and PUT, with either of them for PATCH.
    """
    contract = load()
    for method, path in [("GET", USERS), ("GET", USER), ("DELETE", USER)]:
        assert "requestBody" not in contract.operation(method, path).data
    for method, path in [("POST", USERS), ("PUT", USER), ("PATCH", USER)]:
        operation = contract.operation(method, path)
        assert operation.data.get("requestBody", {}).get("required") is True
        assert "application/json" in operation.body_types
        assert allows(operation.body_schema(), ADA)
        is_part = allows(operation.body_schema(), {"name": "Ada"})
        assert is_part == (method == "PATCH"), f"{method} with a name alone"


def test_the_answers_hold_users():
    """GET of one user, PUT and PATCH answer 200 with the user: `id`, `email`, `name`. GET of the
    collection answers 200 with an object of `items` and `total`.
    """
    contract = load()
    ada = ADA | {"id": 1}
    for method in ("GET", "PUT", "PATCH"):
        schema = contract.operation(method, USER).schema("200")
        assert allows(schema, ada)
        assert not allows(schema, ADA), "A user that is answered has an id."
    page = contract.operation("GET", USERS).schema("200")
    assert allows(page, {"items": [ada], "total": 1})
    assert not allows(page, [ada])


def test_the_mock_serves_the_new_addresses(client):
    """The mock answers `GET /api/v1/users/1` with a user, and refuses `POST /api/v1/users` without
    an e-mail address.
    """
    answer = client.get("/api/v1/users/1")
    assert answer.status_code == 200
    assert answer.json().keys() >= {"id", "email", "name"}
    assert client.post("/api/v1/users", json=ADA).status_code == 201
    assert client.post("/api/v1/users", json={"name": "Ada"}).status_code == 422
