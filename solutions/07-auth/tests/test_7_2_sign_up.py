"""7.2 Sign up."""

import pytest

USERS = "/api/v1/users"
PHRASE = "correct horse battery"
ADA = {"email": "ada@example.com", "name": "Ada Lovelace", "password": PHRASE}


def test_who_signs_up_is_a_customer(client):
    """POST /api/v1/users with email, name and password answers 201 with id, email, name and the
    role `customer`; Location is the address of the new user."""
    answer = client.post(USERS, json=ADA)
    assert answer.status_code == 201
    user = answer.json()
    expected = {"id": user["id"], "email": ADA["email"], "name": ADA["name"], "role": "customer"}
    assert user == expected
    assert answer.headers["location"].endswith(f"{USERS}/{user['id']}")


def test_only_the_hash_of_the_password_is_stored(client, database):
    """What is stored of the password is its argon2id hash, in the column `password_hash` of the
    table `users`; the password itself is nowhere in the row."""
    client.post(USERS, json=ADA)
    (row,) = database.rows("SELECT * FROM users")
    assert str(row["password_hash"])[:10] == "$argon2id$", "hash it with `passwords.hash`"
    leaks = [name for name, value in row.items() if PHRASE in str(value)]
    assert leaks == [], "the password itself must not be stored"


def test_no_answer_shows_a_password_or_a_hash(client):
    """Neither the password nor its hash is in an answer, also not in one that refuses it."""
    wrong = {"email": "no address", "password": "short secret"}
    for body, status in ((ADA, 201), (ADA, 409), (ADA | wrong, 422)):
        answer = client.post(USERS, json=body)
        assert answer.status_code == status
        assert body["password"] not in answer.text
        assert "argon2" not in answer.text


@pytest.mark.parametrize("extra", [{"role": "admin"}, {"id": 1, "is_admin": True}])
def test_a_role_is_not_taken_from_the_body(client, database, extra):
    """Fields that are not the client's to say, such as `"role": "admin"` in the body, change
    nothing: who signs up is a customer (mass assignment)."""
    client.post(USERS, json=ADA | extra)
    assert database.rows("SELECT role FROM users") == [{"role": "customer"}]


@pytest.mark.parametrize("length", [15, 64, 128])
def test_a_long_password_is_enough(client, length):
    """A password of 15 to 128 characters is taken. No rule asks for digits or signs, and any
    character is allowed: spaces, letters of other alphabets, emoji."""
    for number, start in enumerate(("just a few words", "ein schöner Tag für", "снег и 🦊 🦊")):
        password = (start * 20)[:length]
        body = ADA | {"email": f"user{number}@example.com", "password": password}
        assert client.post(USERS, json=body).status_code == 201, f"{password!r} is long enough"


def test_a_short_or_endless_password_is_refused(client, database):
    """A password of fewer than 15 or more than 128 characters is answered with 422, and nobody is
    signed up."""
    for password in ("", "fourteen chars", "x1 y2 z3 " * 15, None, 123456789012345):
        answer = client.post(USERS, json=ADA | {"password": password})
        assert answer.status_code == 422, f"the password is {password!r}"
        assert [error["pointer"] for error in answer.json()["errors"]] == ["#/password"]
    assert database.count("users") == 0


def test_a_password_that_everybody_tries_is_refused(client):
    """A password of the list `COMMON`, or of fewer than four different characters, is answered with
    422. In both, capitals count as small letters, and spaces do not count."""
    guesses = ("passwordpassword", "Password Password", "123456789012345", "aaaaaaaaaaaaaaaaaa")
    guesses += ("aAbB aAbB aAbB aAbB", "abc ABC abc ABC abc")
    for password in guesses:
        answer = client.post(USERS, json=ADA | {"password": password})
        assert answer.status_code == 422, f"everybody tries {password!r}"
        assert answer.json()["errors"][0]["pointer"] == "#/password"


def test_a_taken_address_is_a_conflict(client, database):
    """A second user with an e-mail address, in upper or lower case, is answered with 409, and the
    first one keeps the password."""
    client.post(USERS, json=ADA)
    before = database.rows("SELECT * FROM users")
    again = ADA | {"email": "ADA@example.com", "password": "another battery staple"}
    assert client.post(USERS, json=again).status_code == 409
    assert database.rows("SELECT * FROM users") == before


def test_a_user_without_a_password_has_none(client, database):
    """The password may be left out: then `password_hash` is NULL, and a mail can set one later."""
    body = {name: ADA[name] for name in ("email", "name")}
    assert client.post(USERS, json=body).status_code == 201
    assert database.rows("SELECT password_hash FROM users") == [{"password_hash": None}]


def test_the_operation_is_the_contracts(client):
    """The function is called `create_user`, and documents 201, 409 and 422."""
    operation = client.get("/openapi.json").json()["paths"][USERS]["post"]
    assert operation["operationId"] == "create_user"
    assert sorted(operation["responses"]) == ["201", "409", "422"]
