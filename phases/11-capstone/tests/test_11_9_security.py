"""11.9 Extra level: security."""

import time

import pytest

from capstone import LOGIN, ME, PHRASE, USERS, Person, address, bearer, medians, resign


def attempt(client, email, password=PHRASE[::-1]):
    """The answer to an attempt to log in, a wrong one unless told."""
    return client.post(LOGIN, json={"email": email, "password": password})


def test_guessing_is_slowed_down(ada, people):
    """After ten attempts on an account that failed within a minute, the next is answered 429, even
    with the right password, until the oldest of them is a minute old: `Retry-After` says in how
    many seconds. It is a problem document. Other accounts log in as before."""
    statuses = [attempt(ada.client, ada.email).status_code for _ in range(10)]
    assert statuses == [401] * 10
    answer = attempt(ada.client, ada.email, PHRASE)
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert answer.headers["content-type"].partition(";")[0] == "application/problem+json"
    assert people().at_the_door() == 200


def test_a_throttle_tells_nothing(client):
    """Attempts on an address without an account are answered in the same way: ten times 401, then
    429."""
    nobody = address()
    statuses = [attempt(client, nobody).status_code for _ in range(11)]
    assert statuses == [401] * 10 + [429]


def test_who_knows_the_password_is_not_slowed_down(ada):
    """A login that succeeds wipes the slate: nine failures, a success, and nine failures more are
    all looked at."""
    for _ in range(2):
        statuses = [attempt(ada.client, ada.email).status_code for _ in range(9)]
        assert statuses == [401] * 9
        ada.logs_in()


def shares_of_time(client):
    """How long an attempt without an account takes, as a share of one with a wrong password."""
    while True:
        ada, nobody = Person(client, address()).signs_up(), address()
        for round_ in range(9):
            known, unknown = (seconds_of(client, email) for email in (ada.email, nobody))
            if round_:  # the first one is a rehearsal
                yield unknown / known


def seconds_of(client, email):
    """How long an attempt takes that fails."""
    begin = time.perf_counter()
    assert attempt(client, email).status_code == 401
    return time.perf_counter() - begin


def test_the_stopwatch_tells_nothing(client):
    """An attempt on an address without an account takes as long as one with a wrong password: of
    pairs that are measured in turns, the median differs by less than a fifth."""
    (share,) = medians({"login": shares_of_time(client)}, 0.8, 1.25).values()
    told = f"without an account it takes {share:.0%} of the time that a wrong password takes"
    assert share >= 0.8, told
    assert share <= 1.25, told


@pytest.mark.parametrize(("algorithm", "digest"), [("HS512", "sha512"), ("HS384", "sha384")])
def test_one_algorithm_is_accepted(ada, algorithm, digest):
    """A token with another algorithm is answered 401, though TOKEN_SECRET signed it; so is one with
    `none`, in any case. The header of a token is written by whoever sends it."""
    token = ada.tokens["access_token"]
    assert ada.at_the_door() == 200
    other = resign(token, header={"alg": algorithm}, digest=digest)
    unsigned = [
        resign(token, header={"alg": name}).rpartition(".")[0] + "." for name in ("none", "None")
    ]
    found = [ada.client.get(ME, headers=bearer(t)).status_code for t in (other, *unsigned)]
    assert found == [401, 401, 401]


def test_answers_are_kept_from_caches_and_guesses(ada):
    """Every answer, refusals too, has `X-Content-Type-Options: nosniff`; what is about people
    (tokens, accounts) has `Cache-Control: no-store`."""
    login = attempt(ada.client, ada.email, PHRASE)
    answers = [login, ada.asks("GET", ME), ada.client.get(ME), ada.client.get("/api/v1/nowhere")]
    sniffing = [answer.headers.get("x-content-type-options") for answer in answers]
    assert sniffing == ["nosniff"] * 4, "X-Content-Type-Options"
    for answer in answers[:2]:
        assert "no-store" in answer.headers.get("cache-control", ""), "the header Cache-Control"


def test_a_list_of_accounts_has_no_secrets(admin, ada):
    """No answer has more of an account than `id`, `email`, `name`, `role`, `created_at`, and what
    you may add that is no secret: nothing named after a password, a hash, a token or a secret."""
    page = admin.asks("GET", USERS, params={"search": ada.email}).json()
    names = {name.lower() for item in page["items"] for name in item}
    assert {"id", "email", "name", "role", "created_at"} <= names
    secret = ("pass", "hash", "token", "secret")
    assert not [name for name in names if any(word in name for word in secret)]
