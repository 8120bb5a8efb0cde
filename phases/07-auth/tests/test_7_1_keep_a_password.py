"""7.1 Keep a password."""

import time

import pytest
from argon2 import PasswordHasher

PHRASE = "correct horse battery"
CHEAP = {"time_cost": 1, "memory_cost": 64, "parallelism": 1}


@pytest.fixture
def make():
    """Makes a `Passwords` with a hasher of some costs."""

    def build(**costs):
        from app.auth.passwords import Passwords

        return Passwords(PasswordHasher(**CHEAP | costs))

    return build


def took(call):
    """How long the processor works on a call, in seconds: other programs do not disturb that."""
    start = time.process_time()
    call()
    return time.process_time() - start


def test_what_is_stored_is_an_argon2id_hash(make):
    """`hash(password)` returns a text that begins with `$argon2id$`, names the costs of the hasher
    that was given, and does not contain the password."""
    stored = make(time_cost=2).hash(PHRASE)
    assert stored.startswith("$argon2id$"), "use the hasher that was given"
    assert "m=64,t=2,p=1" in stored
    assert PHRASE not in stored


def test_every_hash_has_a_salt_of_its_own(make):
    """The same password hashed twice gives two different hashes, and fits both."""
    passwords = make()
    first, second = passwords.hash(PHRASE), passwords.hash(PHRASE)
    assert first != second, "two people with one password must not be seen to have it"
    assert passwords.verify(first, PHRASE)
    assert passwords.verify(second, PHRASE)


@pytest.mark.parametrize(
    "wrong", ["Correct horse battery", "correct horse battery ", "", "x" * 999]
)
def test_only_the_right_password_fits(make, wrong):
    """`verify(stored, password)` returns True for the password that was hashed and False for any
    other; it raises nothing."""
    passwords = make()
    stored = passwords.hash(PHRASE)
    assert passwords.verify(stored, PHRASE) is True
    assert passwords.verify(stored, wrong) is False


@pytest.mark.parametrize(
    "stored", ["correct horse battery", "", "$argon2id$v=19$broken", "$2b$12$x"]
)
def test_what_is_no_argon2_hash_fits_nothing(make, stored):
    """A stored text that is no argon2 hash, such as a plain password that somebody forgot to hash,
    fits no password: False, and no exception."""
    assert make().verify(stored, PHRASE) is False


def test_without_a_hash_nothing_fits(make):
    """`verify(None, password)` returns False, whatever the password is."""
    passwords = make()
    assert [passwords.verify(None, each) for each in (PHRASE, "", "None")] == [False] * 3


def test_without_a_hash_it_takes_as_long(make):
    """`verify(None, password)` takes as long as with a hash: whoever measures the answers must not
    learn which users there are. (The test measures
    the work of the processor: at least a third.)"""
    passwords = make(time_cost=4, memory_cost=4096)
    stored = passwords.hash(PHRASE)
    pairs = [
        (
            took(lambda: passwords.verify(stored, "something else")),
            took(lambda: passwords.verify(None, "something else")),
        )
        for _ in range(5)
    ]
    known, unknown = (min(times) for times in zip(*pairs, strict=True))
    as_long = unknown > known / 3
    assert as_long, (
        f"without a hash the answer takes {unknown * 1000:.1f} ms, with one {known * 1000:.1f} ms: "
        "check the hash of nobody"
    )


def test_two_ways_to_write_a_letter_are_one_password(make):
    """Unicode writes `é` as one character or as two (an e and an accent). Both are the same
    password, typed on different keyboards. Half a character, as JSON can write it, fits nothing."""
    passwords = make()
    stored = passwords.hash("caf\u00e9 au lait, please")
    assert passwords.verify(stored, "cafe\u0301 au lait, please")
    assert not passwords.verify(stored, "cafe au lait, please")
    assert not passwords.verify(stored, "caf\ud800 au lait, please")


def test_a_hash_of_other_costs_is_outdated(make):
    """`is_outdated(stored)` tells whether a hash was made with other costs than the hasher has now.
    It still fits its password."""
    old, new = make(), make(time_cost=2)
    stored = old.hash(PHRASE)
    assert [old.is_outdated(stored), new.is_outdated(stored)] == [False, True]
    assert new.verify(stored, PHRASE)
