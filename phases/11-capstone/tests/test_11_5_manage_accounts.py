"""11.5 Manage accounts."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from secrets import token_hex

import pytest

from capstone import LOGIN, ME, PHRASE, USERS, Person, account, address, bearer, tells

OTHER = "staple battery horse"


def test_one_reads_and_changes_ones_own_account(ada):
    """GET /api/v1/users/{id} answers one's own account. PATCH with `name`, `email` or both answers
    200 with the account as it is then; a field that is left out stays as it is."""
    assert account(ada.asks("GET", ada.at).json()) == ada.user
    answer = ada.asks("PATCH", ada.at, json={"name": "Ada King"})
    renamed = ada.user | {"name": "Ada King"}
    assert (answer.status_code, account(answer.json())) == (200, renamed)
    assert account(ada.asks("PATCH", ada.at, json={}).json()) == renamed
    moved = address()
    ada.asks("PATCH", ada.at, json={"email": moved.upper()})
    assert account(ada.asks("GET", ME).json()) == renamed | {"email": moved}
    assert Person(ada.client, moved).logs_in().at_the_door() == 200


@pytest.mark.parametrize("wrong", [{"name": ""}, {"name": None}, {"email": "x"}, {"email": None}])
def test_a_change_keeps_the_rules(ada, wrong):
    """What signing up refuses, changing refuses: 422, and nothing has changed. `null` is refused,
    too: it is not the same as a field that is left out."""
    assert ada.asks("PATCH", ada.at, json=wrong).status_code == 422
    assert account(ada.asks("GET", ME).json()) == ada.user


def test_a_taken_address_is_a_conflict(ada, people):
    """Changing to the address of another account is refused with 409, in capitals too."""
    grace = people()
    for email in (grace.email, grace.email.upper()):
        assert ada.asks("PATCH", ada.at, json={"email": email}).status_code == 409
    assert account(ada.asks("GET", ME).json()) == ada.user


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_somebody_elses_account_is_not_there(ada, people, unknown_id, method):
    """For a member, the account of somebody else is answered as one that does not exist: 404 with
    a body that does not tell the two apart. Nothing happens to it."""
    grace = people()
    body = {"json": {"name": "Taken over"}} if method == "PATCH" else {}
    missing = [ada.asks(method, f"{USERS}/{unknown_id}", **body) for _ in range(2)]
    assert missing[0].status_code == 404, "an account that does not exist"
    found = [ada.asks(method, grace.at, **body) for _ in range(2)]
    assert found[0].status_code == 404, "the account of somebody else"
    assert tells(*found, grace.id) == tells(*missing, unknown_id), "what the two 404 tell"
    assert account(grace.asks("GET", ME).json()) == grace.user


@pytest.mark.parametrize(
    ("method", "at"), [("GET", "{}"), ("PATCH", "{}"), ("DELETE", "{}"), ("GET", USERS)]
)
def test_without_a_login_there_is_nothing(ada, method, at):
    """Without an access token each of these operations is answered 401."""
    body = {"json": {"name": "Nobody"}} if method == "PATCH" else {}
    assert ada.client.request(method, at.format(ada.at), **body).status_code == 401


def test_an_administrator_manages_all_accounts(ada, admin):
    """An administrator reads, changes and deletes any account."""
    assert account(admin.asks("GET", ada.at).json()) == ada.user
    changed = admin.asks("PATCH", ada.at, json={"name": "Countess of Lovelace"})
    assert account(changed.json()) == ada.user | {"name": "Countess of Lovelace"}
    assert admin.asks("DELETE", ada.at).status_code == 204
    assert admin.asks("GET", ada.at).status_code == 404
    assert admin.asks("DELETE", ada.at).status_code == 404


def test_a_deleted_account_is_gone(ada):
    """DELETE answers 204. The account's tokens are worth nothing at once, it cannot log in any
    more, and its address may sign up again."""
    assert ada.asks("DELETE", ada.at).status_code == 204
    assert ada.at_the_door() == 401
    assert ada.refreshes().status_code == 401
    login = ada.client.post(LOGIN, json={"email": ada.email, "password": PHRASE})
    assert login.status_code == 401
    assert Person(ada.client, ada.email).signs_up().id != ada.id


def accounts(page):
    """The accounts on a page."""
    return [account(item) for item in page.json()["items"]]


def by_id(user):
    """What accounts are sorted by to be compared."""
    return user["id"]


def test_a_list_comes_in_pages(admin, people):
    """GET /api/v1/users answers an administrator with `items`, `total`, `limit` and `offset`, the
    oldest account first. `search` finds by a part of the name or of the address, in any case;
    `total` counts all that are found."""
    tag = token_hex(4)
    made = [people(name=f"{letter} {tag}").user for letter in "BAC"]
    pages = [
        admin.asks("GET", USERS, params={"search": tag.upper(), "limit": 2, "offset": offset})
        for offset in (0, 2, 4)
    ]
    assert [page.status_code for page in pages] == [200, 200, 200]
    found = [each for page in pages for each in accounts(page)]
    assert [len(page.json()["items"]) for page in pages] == [2, 1, 0]
    assert sorted(found, key=by_id) == sorted(made, key=by_id), "each account once"
    made_at = [datetime.fromisoformat(each["created_at"]) for each in found]
    assert made_at == sorted(made_at), "the oldest first"
    numbers = ("total", "limit", "offset")
    assert [[p.json()[n] for n in numbers] for p in pages] == [[3, 2, 0], [3, 2, 2], [3, 2, 4]]
    by_address = admin.asks("GET", USERS, params={"search": made[0]["email"].partition("@")[0]})
    assert accounts(by_address) == made[:1]


def test_a_search_is_no_pattern(admin, people):
    """`%` and `_` in `search` are letters like any other, and so are quotes."""
    tag = token_hex(4)
    kept = people(name=f"100% {tag}_ O'Hara").user
    people(name=f"1000 {tag}x O Hara")
    for search in (f"100% {tag}", f"{tag}_", f"{tag}_ O'H"):
        found = admin.asks("GET", USERS, params={"search": search})
        assert accounts(found) == [kept], f"search={search}"


@pytest.mark.parametrize(
    "wrong", [{"limit": 0}, {"limit": 101}, {"limit": "x"}, {"offset": -1}, {"offset": "x"}]
)
def test_a_page_has_limits(admin, wrong):
    """`limit` is 1 to 100, and 20 unless told; `offset` is 0 or more. Anything else is 422."""
    assert admin.asks("GET", USERS, params=wrong).status_code == 422
    page = admin.asks("GET", USERS).json()
    assert {name: page[name] for name in ("limit", "offset")} == {"limit": 20, "offset": 0}
    assert len(page["items"]) <= 20


def test_a_new_password_ends_all_logins(ada, people):
    """PUT /api/v1/users/me/password with `current_password` and `new_password` answers 204. The new
    one logs in, the old one does not, and all logins that there were have ended: one with the old
    password that comes at the same moment is refused, or it has ended when both are answered."""
    laptop = Person(ada.client, ada.email).logs_in()
    sent = {"current_password": PHRASE, "new_password": OTHER}
    assert ada.asks("PUT", f"{ME}/password", json=sent).status_code == 204
    assert ada.at_the_door() == 401, "the login that changed the password"
    assert laptop.at_the_door() == 401, "another login"
    assert laptop.refreshes().status_code == 401
    old = ada.client.post(LOGIN, json={"email": ada.email, "password": PHRASE})
    assert old.status_code == 401
    assert Person(ada.client, ada.email, OTHER).logs_in().at_the_door() == 200
    for _ in range(4):
        change_beside_logins(people())


def change_beside_logins(person):
    """Somebody who knows the old password logs in again and again while it is changed."""

    def log_in(_):
        return person.client.post(LOGIN, json={"email": person.email, "password": PHRASE})

    with ThreadPoolExecutor(4) as others:
        logins = others.map(log_in, range(8))
        sent = {"current_password": PHRASE, "new_password": OTHER}
        assert person.asks("PUT", f"{ME}/password", json=sent).status_code == 204
        answers = list(logins)
    assert {answer.status_code for answer in answers} <= {200, 401, 429}
    for answer in answers:
        if answer.status_code == 200:
            token = bearer(answer.json()["access_token"])
            status = person.client.get(ME, headers=token).status_code
            assert status == 401, "a login with the old password, while it was changed, goes on"


def test_the_current_password_is_needed(ada):
    """With a wrong current password it is answered 403, with a new one that is too short 422; the
    login goes on, and the password stays."""
    for current, new, status in (("wrong", OTHER, 403), (PHRASE, "short", 422)):
        sent = {"current_password": current, "new_password": new}
        assert ada.asks("PUT", f"{ME}/password", json=sent).status_code == status
    assert ada.at_the_door() == 200
    assert Person(ada.client, ada.email).logs_in().at_the_door() == 200
