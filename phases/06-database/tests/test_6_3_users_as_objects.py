"""6.3 Users as objects."""

import threading

import pytest
from fastapi.testclient import TestClient

USERS = "/api/v1/users"
ADA = {"email": "ada@example.com", "name": "Ada Lovelace"}
BOB = {"email": "bob@example.com", "name": "Bob"}


@pytest.fixture
def ada(client):
    """The answer to the request that stored Ada."""
    return client.post(USERS, json=ADA)


def test_a_user_is_created_as_a_row(client, ada, database):
    """POST /api/v1/users creates a row through the ORM: the answer is 201 with the id that
    PostgreSQL gave, and Location leads to the user."""
    assert ada.status_code == 201
    row = database.rows("SELECT id, email, name FROM users")[0]
    assert ada.json() == row == ADA | {"id": row["id"]}
    assert client.get(ada.headers["location"]).json() == ada.json()


def test_a_user_outlives_the_application(ada):
    """Database-backed: a user is still there when the application is started anew."""
    from app.main import create_app

    with TestClient(create_app()) as restarted:
        assert restarted.get(f"{USERS}/{ada.json()['id']}").json()["name"] == "Ada Lovelace"


def test_users_are_read_page_by_page(client, ada):
    """GET /api/v1/users reads one page, the oldest user first, and counts all of them."""
    client.post(USERS, json=BOB)
    page = client.get(USERS, params={"limit": 1, "offset": 1}).json()
    assert [user["name"] for user in page["items"]] == ["Bob"]
    assert page["total"] == 2
    assert client.get(USERS).json()["items"][0] == ada.json()
    assert client.get(USERS, params={"offset": 2}).json() == {"items": [], "total": 2}


def test_a_user_is_updated_and_deleted(client, ada, database):
    """The ORM updates and deletes: PATCH changes the columns that were sent and no others, PUT all
    of them; DELETE removes the row and answers 204, the second time 404."""
    address = ada.headers["location"]
    assert client.patch(address, json={"name": "Countess"}).json() == ada.json() | {
        "name": "Countess"
    }
    assert client.put(address, json=BOB).json() == BOB | {"id": ada.json()["id"]}
    assert database.rows("SELECT email, name FROM users") == [BOB]
    assert client.delete(address).status_code == 204
    assert database.count("users") == 0
    assert client.delete(address).status_code == 404


def test_only_the_named_user_changes(client, ada):
    """A change or a removal concerns the one user of the address."""
    bob = client.post(USERS, json=BOB)
    client.patch(bob.headers["location"], json={"name": "Robert"})
    client.delete(bob.headers["location"])
    assert client.get(USERS).json() == {"items": [ada.json()], "total": 1}


@pytest.mark.parametrize("email", ["ada@example.com", "ADA@example.com"])
def test_an_address_that_is_taken_is_a_conflict(client, ada, email):
    """A unique index decides who is first: an e-mail address that another user has is refused with
    409, in capital letters too, by POST, PUT and PATCH; nothing has changed."""
    bob = client.post(USERS, json=BOB).headers["location"]
    answers = [
        client.post(USERS, json=ADA | {"email": email}),
        client.put(bob, json=ADA | {"email": email}),
        client.patch(bob, json={"email": email, "name": "Bobby"}),
    ]
    assert [answer.status_code for answer in answers] == [409, 409, 409]
    assert [user["email"] for user in client.get(USERS).json()["items"]] == [
        ada.json()["email"],
        "bob@example.com",
    ]
    assert client.get(bob).json()["name"] == "Bob"


def test_the_own_address_is_not_taken(client, ada):
    """A user may be sent with the address that it has already."""
    assert client.put(ada.headers["location"], json=ADA | {"name": "A."}).status_code == 200


def test_of_two_at_once_one_gets_the_address(client, database):
    """While another transaction is about to take an address, a request for it waits; after that
    one's commit it is refused with 409."""
    other = database.connect()
    other.execute("INSERT INTO users (email, name) VALUES ('ada@example.com', 'First')")
    answers = []
    call = threading.Thread(target=lambda: answers.append(client.post(USERS, json=ADA)))
    call.start()
    call.join(0.2)
    other.commit()
    call.join(5)
    assert [answer.status_code for answer in answers] == [409]
    assert database.rows("SELECT name FROM users") == [{"name": "First"}]


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_user_who_goes_meanwhile_is_not_found(client, ada, database, method):
    """A user is locked before it is changed or removed: while another transaction is about to
    remove the user, the request waits; after that one's commit it is answered with 404."""
    body = {"json": {"name": "Countess"}} if method == "PATCH" else {}
    other = database.connect()
    other.execute("DELETE FROM users WHERE email = %s", [ADA["email"]])
    answers = []
    call = threading.Thread(
        target=lambda: answers.append(client.request(method, ada.headers["location"], **body))
    )
    call.start()
    call.join(0.2)
    assert answers == [], "the request did not wait for the other transaction"
    other.commit()
    call.join(5)
    assert [answer.status_code for answer in answers] == [404], (
        "another transaction has removed the user meanwhile: what was read before is out of date"
    )


def test_a_repository_leaves_the_commit_to_the_request(database):
    """The session comes from `Depends()`, and with it who commits: a repository never does, so an
    operation that fails after `users.add(…)` has stored nothing."""
    from app.db.session import SessionDep
    from app.main import create_app
    from app.repositories.users import UserRepository

    app = create_app()
    added = []

    @app.post("/probe")
    def add_and_fail(session: SessionDep) -> None:
        added.append(UserRepository(session).add(ADA).id)
        raise RuntimeError("a bug")

    with TestClient(app, raise_server_exceptions=False) as probe:
        assert probe.post("/probe").status_code == 500
    assert len(added) == 1, "users.add has failed before the operation could"
    assert database.count("users") == 0


@pytest.mark.parametrize("user_id", [999, 2**31, 2**63, 10**30])
def test_no_id_is_too_large_to_be_unknown(client, user_id):
    """An id that no user has is answered with 404, by GET, PUT, PATCH and DELETE, however large."""
    address = f"{USERS}/{user_id}"
    answers = [
        client.get(address),
        client.put(address, json=ADA),
        client.patch(address, json={"name": "Nobody"}),
        client.delete(address),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert client.get(USERS, params={"offset": user_id}).json()["items"] == []


def test_a_text_that_postgres_cannot_hold_is_refused(client, database):
    """PostgreSQL's texts hold no NUL character: it is refused with 422, and nothing is stored."""
    assert client.post(USERS, json=ADA | {"name": "A\0da"}).status_code == 422
    assert database.count("users") == 0
