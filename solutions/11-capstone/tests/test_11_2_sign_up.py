"""11.2 Sign up."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from capstone import PHRASE, USERS, address


def new(**more):
    """What somebody sends who signs up; `None` leaves a field out."""
    data = {"email": address(), "name": "Ada Lovelace", "password": PHRASE} | more
    return {name: value for name, value in data.items() if value is not None}


def test_who_signs_up_is_answered_with_201_and_the_account(client):
    """POST /api/v1/users with `email`, `name` and `password` answers 201 with the account: `id` (a
    text), `email`, `name`, `role` (`member`) and `created_at` (ISO 8601 with a zone)."""
    data = new()
    answer = client.post(USERS, json=data)
    assert answer.status_code == 201
    user = answer.json()
    sent = {"email": data["email"], "name": "Ada Lovelace", "role": "member"}
    assert {name: user.get(name) for name in sent} == sent
    assert isinstance(user["id"], str)
    created = datetime.fromisoformat(user["created_at"])
    assert created.tzinfo, "created_at has no zone"
    assert abs(datetime.now(UTC) - created) < timedelta(minutes=10)


def test_the_location_is_the_accounts_address(client):
    """The Location header names the account's own address, /api/v1/users/{id}."""
    answer = client.post(USERS, json=new())
    assert answer.status_code == 201
    location = answer.headers.get("location", "")
    assert location.endswith(f"{USERS}/{answer.json()['id']}")


def test_nothing_of_the_password_is_answered(client):
    """Neither the password nor a hash of it is in the answer, under whatever name."""
    answer = client.post(USERS, json=new())
    assert answer.status_code == 201
    assert not [name for name in answer.json() if "pass" in name.lower() or "hash" in name.lower()]
    assert PHRASE not in answer.text
    assert "argon2" not in answer.text


def test_an_address_has_one_account(client):
    """A second account for an address is refused with 409, also when it is written in capitals."""
    data = new()
    assert client.post(USERS, json=data).status_code == 201
    for email in (data["email"], data["email"].upper()):
        assert client.post(USERS, json=data | {"email": email}).status_code == 409


def test_of_many_at_once_one_signs_up(client):
    """When one address signs up several times at the same moment, one gets 201, the others 409."""
    with ThreadPoolExecutor(4) as many:
        for data in (new(), new(), new(), new()):
            answers = many.map(lambda _, data=data: client.post(USERS, json=data), range(4))
            assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "ada.example.com"},
        {"email": ""},
        {"email": None},
        {"name": ""},
        {"name": "   "},
        {"name": "x" * 101},
        {"name": None},
        {"password": "14 characters."},
        {"password": "x" * 129},
        {"password": None},
        {"password": 123456789012345},
    ],
)
def test_what_does_not_fit_is_refused(client, wrong):
    """422: an address that is none, a name of spaces only or longer than 100 characters, a
    password of fewer than 15 or more than 128 characters, a field that is missing or no text."""
    assert client.post(USERS, json=new(**wrong)).status_code == 422


@pytest.mark.parametrize(
    "data",
    [
        {"name": "Zoë 李 O'Brien-Łukasz 🙂"},
        {"name": "x"},
        {"name": "  Ada  "},
        {"password": "päss wörter 🙂 123"},
        {"password": "aaaaaaaaaaaaaaa"},
        {"password": "x" * 128},
    ],
)
def test_what_is_unusual_is_accepted(client, data):
    """Any letters are good in a name and in a password, spaces in it too; there are no rules of
    the kind "one digit, one capital". Spaces around a name are taken off."""
    sent = new(**data)
    answer = client.post(USERS, json=sent)
    assert answer.status_code == 201
    assert answer.json()["name"] == sent["name"].strip()


def test_nobody_chooses_their_own_role(client):
    """A `role` or an `id` in the body has no effect: who signs up is a member. (422 is as good.)"""
    chosen = {"role": "admin", "id": "00000000-0000-4000-8000-000000000000"}
    answer = client.post(USERS, json=new() | chosen)
    assert answer.status_code in {201, 422}
    if answer.status_code == 201:
        user = answer.json()
        assert user["role"] == "member"
        assert user["id"] != chosen["id"]
