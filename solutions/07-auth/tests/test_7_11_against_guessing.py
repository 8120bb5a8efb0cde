"""7.11 Against guessing."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import httpx2
import pytest

USERS = "/api/v1/users"
LOGIN = "/api/v1/auth/token"
PHRASE = "correct horse battery"
ADA = {"email": "ada@example.com", "name": "Ada Lovelace", "password": PHRASE}
LATER = "UPDATE login_attempts SET attempted_at = attempted_at - interval '16 minutes'"


@pytest.fixture
def shop(client):
    """A client of a shop in which Ada has signed up."""
    client.post(USERS, json=ADA)
    return client


def attempt(client, phrase="wrong", name="ada"):
    """Try to log in; the answer."""
    return client.post(LOGIN, data={"username": f"{name}@example.com", "password": phrase})


def statuses(client, number, **options):
    """The statuses of some attempts."""
    return [attempt(client, **options).status_code for _ in range(number)]


def test_after_five_attempts_nobody_looks(shop):
    """Five attempts on an account that fail are answered with 401, the sixth with 429 Too Many
    Requests."""
    assert statuses(shop, 6) == [401] * 5 + [429]


def test_then_the_right_password_helps_no_more(shop):
    """As long as the account is closed, the right password is answered with 429, too: otherwise
    guessing could go on."""
    statuses(shop, 5)
    assert attempt(shop, PHRASE).status_code == 429


def test_the_answer_says_when_to_come_back(shop):
    """A 429 is a problem with the header `Retry-After`: whole seconds, up to 15 minutes."""
    statuses(shop, 5)
    answer = attempt(shop)
    assert answer.headers["content-type"] == "application/problem+json"
    assert 0 < int(answer.headers["retry-after"]) <= 15 * 60


def test_a_login_wipes_the_slate(shop):
    """A login that succeeds makes the failed attempts on the account forgotten: after four failures
    and a success there are five attempts again."""
    assert statuses(shop, 4) == [401] * 4
    assert attempt(shop, PHRASE).status_code == 200
    assert statuses(shop, 6) == [401] * 5 + [429]


def test_after_a_quarter_of_an_hour_all_is_well(shop, database):
    """After 15 minutes (the setting `login_window_seconds`) an attempt is looked at again. (The
    test turns `attempted_at` back.)"""
    assert statuses(shop, 6) == [401] * 5 + [429]
    database.execute(LATER)
    assert attempt(shop, PHRASE).status_code == 200


def test_waiting_is_not_prolonged(shop, database):
    """Attempts that are answered with 429 do not count: knocking on in the meantime does not keep
    the door closed for longer."""
    statuses(shop, 5)
    database.execute(
        "UPDATE login_attempts SET attempted_at = attempted_at - interval '10 minutes'"
    )
    assert statuses(shop, 6) == [429] * 6
    database.execute("UPDATE login_attempts SET attempted_at = attempted_at - interval '6 minutes'")
    assert attempt(shop, PHRASE).status_code == 200


def test_an_account_that_nobody_has_is_closed_too(shop):
    """An unknown address is closed after five attempts like any other, or the 429 would tell which
    accounts there are."""
    assert statuses(shop, 6, name="nobody") == [401] * 5 + [429]


def test_capitals_are_no_way_round(shop):
    """ADA@example.com and ada@example.com are one account, and count together."""
    names = ["ada", "ADA", "Ada", "aDa", "adA", "AdA"]
    assert [attempt(shop, name=name).status_code for name in names] == [401] * 5 + [429]


def test_other_accounts_stay_open(shop):
    """A closed account closes no other one."""
    assert statuses(shop, 6, name="nobody") == [401] * 5 + [429]
    assert attempt(shop, PHRASE).status_code == 200


def test_one_password_for_many_accounts_is_guessing_too(shop):
    """From one address, 20 attempts that fail are looked at, on whatever accounts; further ones are
    answered with 429."""
    answers = [attempt(shop, name=f"user{number}").status_code for number in range(21)]
    assert answers == [401] * 20 + [429]


def test_a_login_of_ones_own_opens_no_door(shop):
    """Logging in to an account of one's own in between does not wipe out the attempts of the
    address."""
    for number in range(20):
        attempt(shop, name=f"user{number}")
        if number % 5 == 4 and number < 19:
            assert attempt(shop, PHRASE).status_code == 200
    assert attempt(shop, name="one-more").status_code == 429


def test_all_doors_count_together(shop):
    """A session and a change of the password ask for it, too: their attempts count with those of
    the login."""
    token = attempt(shop, PHRASE).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    body = {"current_password": "wrong", "new_password": "a whole new secret"}
    changes = [
        shop.put("/api/v1/auth/password", json=body, headers=headers).status_code for _ in range(2)
    ]
    wrong = {"email": ADA["email"], "password": "wrong"}
    sessions = [shop.post("/api/v1/sessions", json=wrong).status_code for _ in range(2)]
    assert (changes, sessions) == ([422, 422], [401, 401])
    assert statuses(shop, 2) == [401, 429]


@pytest.fixture
def slow_counting(database):
    """A time in which whatever is written to the table of attempts takes half a second."""

    @contextmanager
    def slow():
        database.execute(
            "CREATE FUNCTION take_a_while() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN PERFORM pg_sleep(0.5); RETURN NULL; END'"
        )
        database.execute(
            "CREATE TRIGGER slow BEFORE INSERT OR UPDATE ON login_attempts "
            "FOR EACH STATEMENT EXECUTE FUNCTION take_a_while()"
        )
        try:
            yield
        finally:
            database.execute("DROP FUNCTION take_a_while CASCADE")

    return slow()


def test_many_at_once_do_not_slip_through(server, slow_counting):
    """Of many attempts that come at the same moment, only as many are looked at as are left: each
    waits until the one before is counted. (The test makes PostgreSQL slow in counting.)"""
    with httpx2.Client(base_url=server.url, trust_env=False) as http:
        http.post(USERS, json=ADA)
        assert statuses(http, 4) == [401] * 4
        with slow_counting, ThreadPoolExecutor(8) as many:
            answers = list(many.map(lambda _: attempt(http).status_code, range(8)))
    assert answers.count(401) == 1, f"after 4 attempts, {answers.count(401)} more were looked at"
    assert answers.count(429) == 7


def test_what_was_typed_is_not_stored(shop, database):
    """Attempts are counted under a fingerprint of the address: people also type their password
    where the address belongs."""
    attempt(shop, name="correct-horse")
    stored = database.rows("SELECT * FROM login_attempts")
    assert stored != []
    assert "correct-horse" not in str(stored)
