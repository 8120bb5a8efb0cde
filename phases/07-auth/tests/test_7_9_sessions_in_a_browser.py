"""7.9 Sessions in a browser."""

from http.cookies import SimpleCookie

import pytest
from fastapi.testclient import TestClient

USERS = "/api/v1/users"
SESSIONS = "/api/v1/sessions"
CURRENT = f"{SESSIONS}/current"
NOTES = "/api/v1/notes"
ME = f"{USERS}/me"
ADA = {"email": "ada@example.com", "name": "Ada Lovelace", "password": "correct horse battery"}
CREDENTIALS = {"email": ADA["email"], "password": ADA["password"]}


@pytest.fixture
def browser(client):
    """A client that keeps cookies, as a browser does; Ada has signed up."""
    client.post(USERS, json=ADA)
    return client


def start(browser):
    """Start a session; the header with its CSRF token."""
    answer = browser.post(SESSIONS, json=CREDENTIALS)
    assert answer.status_code == 201, answer.text
    return {"X-CSRF-Token": answer.json()["csrf_token"]}


def cookie_of(answer):
    """The cookie `session` that an answer sets, with its attributes."""
    return SimpleCookie(answer.headers["set-cookie"])["session"]


def test_a_session_begins_with_a_password(browser):
    """POST /api/v1/sessions with `{"email": …, "password": …}` answers 201 with the user and a
    csrf_token, and sets the cookie `session`. The secret of the cookie is not in the body."""
    answer = browser.post(SESSIONS, json=CREDENTIALS)
    assert answer.status_code == 201
    assert answer.json()["user"]["email"] == ADA["email"]
    assert len(answer.json()["csrf_token"]) >= 20
    assert cookie_of(answer).value not in answer.text


def test_the_cookie_is_kept_from_scripts_and_other_sites(browser):
    """The cookie is `HttpOnly` (no script reads it), `SameSite=Lax` (forms of other sites do not
    send it), for all paths (`Path=/`), and kept for 12 hours (`Max-Age`)."""
    cookie = cookie_of(browser.post(SESSIONS, json=CREDENTIALS))
    assert bool(cookie["httponly"]) is True
    assert cookie["samesite"].lower() in {"lax", "strict"}
    assert cookie["path"] == "/"
    assert cookie["max-age"] == str(12 * 60 * 60)


def test_the_cookie_travels_encrypted(browser, monkeypatch):
    """The cookie is `Secure`, sent over HTTPS only, unless the setting COOKIE_SECURE is false, as
    it is for development."""
    import app.main

    assert not cookie_of(browser.post(SESSIONS, json=CREDENTIALS))["secure"]
    monkeypatch.setenv("COOKIE_SECURE", "true")
    with TestClient(app.main.create_app()) as secured:
        assert cookie_of(secured.post(SESSIONS, json=CREDENTIALS))["secure"]


def test_without_the_password_there_is_no_session(browser):
    """A wrong password or address is answered with 401, and no cookie is set."""
    for wrong in ({"password": "wrong"}, {"email": "nobody@example.com"}):
        answer = browser.post(SESSIONS, json=CREDENTIALS | wrong)
        assert answer.status_code == 401
        assert "set-cookie" not in answer.headers


def test_the_cookie_says_who_is_asking(browser):
    """From then on requests with the cookie are the user's: /users/me answers who that is."""
    assert browser.get(ME).status_code == 401
    start(browser)
    assert browser.get(ME).json()["email"] == ADA["email"]


def test_a_page_finds_its_session_again(browser):
    """GET /api/v1/sessions/current answers the same user and csrf_token as the start of the
    session; without a session it answers 401."""
    assert browser.get(CURRENT).status_code == 401
    headers = start(browser)
    current = browser.get(CURRENT).json()
    assert current["csrf_token"] == headers["X-CSRF-Token"]
    assert current["user"]["email"] == ADA["email"]


def test_a_forged_request_changes_nothing(browser, database):
    """Another site can make a browser send a request with its cookie, but cannot know the token. So
    a request that changes something needs the header `X-CSRF-Token`: without it, or with another
    one, it is answered with 403, and nothing is stored."""
    start(browser)
    for headers in (
        {},
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "x" * 43},
        {"X-CSRF-Token": "\u00e4"},
    ):
        encoded = {name: value.encode() for name, value in headers.items()}
        answer = browser.post(NOTES, json={"text": "forged"}, headers=encoded)
        assert answer.status_code == 403
    assert database.count("notes") == 0


def test_a_request_with_the_token_is_believed(browser):
    """With the session's token the request is answered as any other: a note is stored, 201."""
    headers = start(browser)
    assert browser.post(NOTES, json={"text": "mine"}, headers=headers).status_code == 201


def test_the_token_of_another_session_is_not_enough(browser):
    """Each session has a token of its own: that of another session, even the same user's, is
    answered with 403."""
    other = start(browser)
    headers = start(browser)
    assert other != headers
    assert browser.post(NOTES, json={"text": "x"}, headers=other).status_code == 403
    assert browser.post(NOTES, json={"text": "x"}, headers=headers).status_code == 201


def test_reading_needs_no_token(browser):
    """GET changes nothing and needs no CSRF token; PUT, PATCH and DELETE do."""
    headers = start(browser)
    path = browser.post(NOTES, json={"text": "x"}, headers=headers).headers["location"]
    assert browser.get(path).status_code == 200
    assert browser.put(path, json={"text": "y"}).status_code == 403
    assert browser.delete(path).status_code == 403
    assert browser.delete(path, headers=headers).status_code == 204


def test_a_program_with_a_token_needs_no_csrf_token(browser):
    """A request that shows an access token is no forgery: no browser sends that header by itself.
    It needs no CSRF token, even when a cookie comes along. A bad access token is answered with 401,
    whatever the cookie says."""
    form = {"username": ADA["email"], "password": ADA["password"]}
    token = browser.post("/api/v1/auth/token", data=form).json()["access_token"]
    start(browser)
    bearer = {"Authorization": f"Bearer {token}"}
    assert browser.post(NOTES, json={"text": "x"}, headers=bearer).status_code == 201
    assert browser.get(ME, headers={"Authorization": "Bearer nonsense"}).status_code == 401


def test_every_session_has_a_new_secret(browser):
    """Each start makes a new secret; one that a client brings is not taken over. Otherwise somebody
    could plant a cookie and wait until its victim logs in (session fixation)."""
    browser.cookies.set("session", "planted-by-somebody-else")
    first = cookie_of(browser.post(SESSIONS, json=CREDENTIALS)).value
    browser.cookies.clear()
    second = cookie_of(browser.post(SESSIONS, json=CREDENTIALS)).value
    assert len({"planted-by-somebody-else", first, second}) == 3
    browser.cookies.clear()
    browser.cookies.set("session", "planted-by-somebody-else")
    assert browser.get(ME).status_code == 401


def test_the_secret_is_not_stored(browser, database):
    """The database holds a fingerprint: whoever reads it finds no cookie to use."""
    secret = cookie_of(browser.post(SESSIONS, json=CREDENTIALS)).value
    assert secret not in str(database.rows("SELECT * FROM web_sessions"))


def test_after_the_end_the_cookie_is_worth_nothing(browser):
    """DELETE /api/v1/sessions/current, with the CSRF token, answers 204 and makes the browser
    forget the cookie (`Max-Age=0`). Who has kept the secret is answered with 401."""
    headers = start(browser)
    secret = browser.cookies["session"]
    ended = browser.delete(CURRENT, headers=headers)
    assert ended.status_code == 204
    assert cookie_of(ended)["max-age"] == "0"
    assert browser.get(ME).status_code == 401
    browser.cookies.set("session", secret)
    assert browser.get(ME).status_code == 401


def test_a_session_ends_by_itself(browser, database):
    """After 12 hours (the setting `session_seconds`) the cookie is answered with 401. (The test
    turns `expires_at` back.)"""
    start(browser)
    database.execute("UPDATE web_sessions SET expires_at = now() - interval '1 second'")
    assert browser.get(ME).status_code == 401


def test_a_cookie_that_nobody_was_given_opens_nothing(client):
    """A cookie that no session has is answered with 401."""
    for secret in ("x" * 43, "%00", "\u00e4", "x" * 4000):
        header = {"Cookie": f"session={secret}".encode()}
        assert client.get(ME, headers=header).status_code == 401
