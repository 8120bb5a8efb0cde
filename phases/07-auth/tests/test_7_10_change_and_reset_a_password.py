"""7.10 Change and reset a password."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from fastapi import HTTPException

USERS = "/api/v1/users"
LOGIN = "/api/v1/auth/token"
CHANGE = "/api/v1/auth/password"
RESET = "/api/v1/auth/password-reset"
CONFIRM = f"{RESET}/confirm"
ME = f"{USERS}/me"
KEYS, ORDERS = "/api/v1/api-keys", "/api/v1/orders"
OLD, NEW = "correct horse battery", "a whole new secret"
ADA = {"email": "ada@example.com", "name": "Ada Lovelace", "password": OLD}


@pytest.fixture
def shop(client):
    """A client of a shop in which Ada has signed up."""
    client.post(USERS, json=ADA)
    return client


def log_in(client, phrase=OLD, email=ADA["email"]):
    """Try to log Ada in; the answer."""
    return client.post(LOGIN, data={"username": email, "password": phrase})


def bearer(client, phrase=OLD, email=ADA["email"]):
    """Log Ada in; the header that shows her token."""
    return {"Authorization": f"Bearer {log_in(client, phrase, email).json()['access_token']}"}


def works(client):
    """Which of the two passwords log in."""
    return [log_in(client, phrase).status_code for phrase in (OLD, NEW)]


def mailed_token(message):
    """The token behind the `#token=` of the link in a mail."""
    found = re.search(r"#token=([\w-]+)", message.get_content())
    assert found, f"there is no #token=… in the mail: {message.get_content()}"
    return found[1]


def ask_for_token(client, mailbox):
    """Ask for a mail, and answer the token in it."""
    before = len(mailbox.messages)
    assert client.post(RESET, json={"email": ADA["email"]}).status_code == 202
    return mailed_token(mailbox.wait(before + 1)[-1])


def test_a_password_is_changed_by_who_knows_it(shop):
    """PUT /api/v1/auth/password with current_password and new_password answers 204; from then on
    the new password logs in and the old one does not."""
    body = {"current_password": OLD, "new_password": NEW}
    assert shop.put(CHANGE, json=body, headers=bearer(shop)).status_code == 204
    assert works(shop) == [401, 200]


def test_a_login_is_not_enough_to_change_it(shop):
    """With a wrong current_password the answer is 422 about `#/current_password`, without a login
    401, and the password stays: whoever finds an unlocked screen must not take the account over."""
    headers = bearer(shop)
    wrong = {"current_password": "something else", "new_password": NEW}
    answer = shop.put(CHANGE, json=wrong, headers=headers)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["#/current_password"]
    assert shop.put(CHANGE, json=wrong | {"current_password": OLD}).status_code == 401
    assert works(shop) == [200, 401]


def test_the_current_password_counts_as_an_attempt(shop, monkeypatch):
    """The current password is checked by `accounts.sign_in`, so that guessing it counts like any
    attempt to log in (7.11): when `throttle.admit` answers 429, so does the change."""
    from app.auth.throttle import LoginThrottle

    headers = bearer(shop)

    def refuse(*_arguments):
        raise HTTPException(429, "Too many attempts to log in.")

    monkeypatch.setattr(LoginThrottle, "admit", refuse)
    body = {"current_password": OLD, "new_password": NEW}
    assert shop.put(CHANGE, json=body, headers=headers).status_code == 429


def test_a_new_password_keeps_the_rules(shop):
    """A new password that sign-up would refuse is answered with 422, here and with a mail."""
    body = {"current_password": OLD, "new_password": "too short"}
    assert shop.put(CHANGE, json=body, headers=bearer(shop)).status_code == 422
    body = {"token": "x" * 43, "new_password": "passwordpassword"}
    assert shop.post(CONFIRM, json=body).status_code == 422


def test_a_change_ends_the_other_logins(shop):
    """A change of the password ends all other logins of the user, for one of them may be a thief's;
    the one that made the change goes on."""
    mine, other = bearer(shop), bearer(shop)
    shop.put(CHANGE, json={"current_password": OLD, "new_password": NEW}, headers=mine)
    assert shop.get(ME, headers=other).status_code == 401
    assert shop.get(ME, headers=mine).status_code == 200


def test_the_owner_is_told(shop, mailbox):
    """After a change the user gets a mail about it, with neither of the passwords in it."""
    shop.put(CHANGE, json={"current_password": OLD, "new_password": NEW}, headers=bearer(shop))
    (message,) = mailbox.wait(1)
    assert message["to"] == ADA["email"]
    assert OLD not in message.as_string()
    assert NEW not in message.as_string()


def test_who_forgot_it_gets_a_mail_with_a_link(shop, mailbox):
    """POST /api/v1/auth/password-reset with `{"email": …}` answers 202 and sends the user a mail
    with the link `<PUBLIC_URL>/reset-password#token=…`."""
    answer = shop.post(RESET, json={"email": "ADA@example.com"})
    assert answer.status_code == 202
    (message,) = mailbox.wait(1)
    assert message["to"] == ADA["email"]
    assert "http://localhost:8000/reset-password#token=" in message.get_content()


def test_an_unknown_address_gets_the_same_answer(shop, mailbox):
    """An address that nobody has is answered with 202 and the same body, and no mail is sent: who
    asks does not learn whether there is such a user."""
    known = shop.post(RESET, json={"email": ADA["email"]})
    unknown = shop.post(RESET, json={"email": "nobody@example.com"})
    assert (unknown.status_code, unknown.content) == (known.status_code, known.content)
    assert [message["to"] for message in mailbox.wait(2, timeout=0.2)] == [ADA["email"]]


def test_the_link_leads_to_the_shop_whoever_asked(shop, mailbox):
    """The link's host is that of the setting PUBLIC_URL, never the request's header `Host`: with a
    forged one, the mail would lead its reader, and the token, to somebody else's server."""
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    shop.post(RESET, json={"email": ADA["email"]}, headers=headers)
    (message,) = mailbox.wait(1)
    assert "evil.example" not in message.as_string()


def test_the_token_of_the_mail_sets_a_password(shop, mailbox):
    """POST /api/v1/auth/password-reset/confirm with token and new_password answers 204; from then
    on the new password logs in and the old one does not."""
    body = {"token": ask_for_token(shop, mailbox), "new_password": NEW}
    assert shop.post(CONFIRM, json=body).status_code == 204
    assert works(shop) == [401, 200]


def test_a_token_works_once(shop, mailbox):
    """A token that was used is answered with 401, and so is one that nobody was sent."""
    body = {"token": ask_for_token(shop, mailbox), "new_password": NEW}
    shop.post(CONFIRM, json=body)
    again = shop.post(CONFIRM, json=body | {"new_password": "an even newer secret"})
    unknown = shop.post(CONFIRM, json=body | {"token": "x" * 43})
    assert (again.status_code, unknown.status_code) == (401, 401)
    assert works(shop) == [401, 200]


def test_only_the_newest_token_works(shop, mailbox):
    """Asking again makes the token of the mail before worthless: it is answered with 401."""
    first, second = ask_for_token(shop, mailbox), ask_for_token(shop, mailbox)
    assert shop.post(CONFIRM, json={"token": first, "new_password": NEW}).status_code == 401
    assert shop.post(CONFIRM, json={"token": second, "new_password": NEW}).status_code == 204


def test_a_token_expires(shop, mailbox, database):
    """A token is valid for 30 minutes (the setting `reset_seconds`), then it is answered with 401.
    (The test turns `expires_at` back.)"""
    token = ask_for_token(shop, mailbox)
    (row,) = database.rows(
        "SELECT extract(epoch FROM expires_at - now()) / 60 AS minutes FROM password_resets"
    )
    assert 29 < row["minutes"] <= 30
    database.execute("UPDATE password_resets SET expires_at = now() - interval '1 second'")
    assert shop.post(CONFIRM, json={"token": token, "new_password": NEW}).status_code == 401


def test_the_token_is_not_stored(shop, mailbox, database):
    """The database holds a fingerprint: whoever reads it finds no token to use."""
    token = ask_for_token(shop, mailbox)
    assert token not in str(database.rows("SELECT * FROM password_resets"))


def test_a_reset_ends_all_logins(shop, mailbox):
    """A reset ends all logins of the user and revokes their API keys: it may be asked for because
    somebody else is in, who may have made one."""
    headers = bearer(shop)
    made = shop.post(KEYS, json={"name": "till", "scopes": ["orders:read"]}, headers=headers)
    token = ask_for_token(shop, mailbox)
    shop.post(CONFIRM, json={"token": token, "new_password": NEW})
    assert shop.get(ME, headers=headers).status_code == 401
    key = {"X-API-Key": made.json()["key"]}
    assert shop.get(ORDERS, headers=key).status_code == 401, "an API key from before the reset"


def test_a_login_of_the_same_moment_has_ended_too(shop, monkeypatch):
    """A login with the old password that comes while the password is changed is refused, or it has
    ended when both are answered."""
    from app.auth.passwords import Passwords

    verify = Passwords.verify
    checked, changed = Event(), Event()

    def verify_slowly(*arguments, **named):
        found = verify(*arguments, **named)
        if not checked.is_set():
            checked.set()
            changed.wait(1)  # a change that waits until the login has ended is right, too
        return found

    headers = bearer(shop)
    monkeypatch.setattr(Passwords, "verify", verify_slowly)
    with ThreadPoolExecutor(1) as other:
        login = other.submit(log_in, shop)
        assert checked.wait(5), "the login has checked no password"
        body = {"current_password": OLD, "new_password": NEW}
        assert shop.put(CHANGE, json=body, headers=headers).status_code == 204
        changed.set()
        answer = login.result()
    if answer.status_code == 200:
        token = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        status = shop.get(ME, headers=token).status_code
        assert status == 401, "a login with the old password, while it was changed, goes on"


def test_a_change_makes_the_mails_worthless(shop, mailbox):
    """After a change of the password, the token of an earlier mail is answered with 401."""
    token = ask_for_token(shop, mailbox)
    shop.put(CHANGE, json={"current_password": OLD, "new_password": NEW}, headers=bearer(shop))
    body = {"token": token, "new_password": "an even newer secret"}
    assert shop.post(CONFIRM, json=body).status_code == 401


def test_without_a_mail_server_nobody_notices(shop, database, monkeypatch):
    """When the mail server is out of order, the answer is 202 all the same: the mail is sent after
    the answer, when its link works already, and a failure is logged."""
    from app.mail import Mailer

    links = []

    def fail(*_arguments):
        links.append(database.count("password_resets"))
        raise ConnectionRefusedError("no mail today")

    monkeypatch.setattr(Mailer, "send", fail)
    assert shop.post(RESET, json={"email": ADA["email"]}).status_code == 202
    assert links == [1], "the mail left before its link was stored"
