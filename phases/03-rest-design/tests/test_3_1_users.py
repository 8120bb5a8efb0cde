"""3.1 Users: resources instead of procedures."""

import re

from contracts import accept, declare, demand, load, named, operation, refuse

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
    assert contract.methods(USERS) - harmless == {"GET", "POST"}, f"The methods of {USERS}"
    methods = contract.methods(USER) - harmless
    assert methods == {"GET", "PUT", "PATCH", "DELETE"}, f"The methods of {USER}"


def test_an_address_names_a_thing():
    """No address of users holds a verb (the method is the verb), a capital letter, an underscore
    outside of braces, or a slash at its end.
    """
    addresses = addresses_of_users()
    assert addresses != [], "There is no address of users yet."
    for address in addresses:
        words = re.findall(r"[A-Z]?[a-z]+", re.sub(r"\{.*?\}", "", address))
        verbs = [word for word in words if VERB.fullmatch(word.lower())]
        assert verbs == [], f"{address} says what to do; the method does that."
        wrong = re.sub(r"(/[a-z0-9-]+|/\{\w+\})+", "", address)
        assert wrong == "", f"{address} is not spelt by the rules from here on"


def test_the_number_of_a_user_is_a_required_integer():
    """The parameter in the address of one user is declared: in the path, required, an integer;
    `ada` is refused.
    """
    for method in ("GET", "PUT", "PATCH", "DELETE"):
        parameters = operation(method, USER).parameters.values()
        in_path = [p["name"] for p in parameters if p["in"] == "path"]
        assert len(in_path) == 1, f"How many parameters {method} {USER} has in its path"
        parameter = operation(method, USER).parameters[in_path[0]]
        where = f"`{in_path[0]}` of {method} {USER}"
        demand(parameter.get("required"), f"{where} is not required.")
        accept(parameter["schema"], 7, where)
        refuse(parameter["schema"], "ada", where, "It must be an integer.")


def test_each_operation_says_what_it_is_and_who_builds_it():
    """Each of the six operations has an `operationId` that no other operation has, a `summary`, and
    `x-phase: "06"`, as text in quotes.
    """
    contract = load()
    found = [o for o in contract.operations if o.path in addresses_of_users()]
    assert len(found) >= 6, "The operations on users are not all there."
    ids = [operation.data.get("operationId") for operation in contract.operations]
    for each in found:
        own = each.data.get("operationId")
        demand(own, f"{named(each)} has no `operationId`.")
        assert ids.count(own) == 1, f"How many operations are called {own}"
        demand(each.data.get("summary"), f"{named(each)} has no `summary`.")
        phase = each.data.get("x-phase")
        quotes = f" is the number {phase}; put it in quotes." if isinstance(phase, int) else ""
        assert phase == "06", f"`x-phase` of {named(each)}{quotes}"


def test_reading_sends_nothing_and_writing_sends_a_user():
    """GET and DELETE take no body; POST, PUT and PATCH require one (`required: true`). It is a user
    without an id: with both `email` and `name` for POST and PUT, with either of them for PATCH.
    """
    for method, path in [("GET", USERS), ("GET", USER), ("DELETE", USER)]:
        takes_body = "requestBody" in operation(method, path).data
        demand(not takes_body, f"{method} {path} takes a body.")
    for method, path in [("POST", USERS), ("PUT", USER), ("PATCH", USER)]:
        found = operation(method, path)
        required = found.data.get("requestBody", {}).get("required")
        demand(required, f"{method} {path} does not require its body.")
        demand("application/json" in found.body_types, f"{method} {path} takes no JSON.")
        schema = found.body_schema()
        accept(schema, ADA, f"{method} {path}")
        for part in ({"name": "Ada"}, {"email": "ada@example.com"}):
            if method == "PATCH":
                accept(schema, part, f"{method} {path}")
            else:
                refuse(schema, part, f"{method} {path}", "It needs a whole user.")


def test_the_answers_hold_users():
    """GET of one user, PUT and PATCH answer 200 with the user: `id`, `email`, `name`. GET of the
    collection answers 200 with an object of `items` and `total`. All statuses stand in quotes.
    """
    ada = ADA | {"id": 1}
    for method in ("GET", "PUT", "PATCH"):
        found = operation(method, USER)
        declare(found, "200")
        where = f"The 200 of {method} {USER}"
        accept(found.schema("200"), ada, where)
        refuse(found.schema("200"), ADA, where, "A user that is answered has an id.")
    declare(operation("GET", USERS), "200")
    page = operation("GET", USERS).schema("200")
    where = f"The 200 of GET {USERS}"
    accept(page, {"items": [ada], "total": 1}, where)
    refuse(page, [ada], where, "An array can take no further member later.")


def test_the_mock_serves_the_new_addresses(client):
    """The mock answers `GET /api/v1/users/1` with a user, takes `POST /api/v1/users` with an e-mail
    address and a name, and refuses one without an e-mail address.
    """
    answer = client.get("/api/v1/users/1")
    assert answer.status_code == 200
    assert answer.json().keys() >= {"id", "email", "name"}
    assert client.post("/api/v1/users", json=ADA).status_code in {200, 201}
    assert client.post("/api/v1/users", json={"name": "Ada"}).status_code == 422
