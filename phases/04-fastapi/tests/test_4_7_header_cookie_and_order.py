"""4.7 Header, cookie and the order of routes."""

import pytest

PREFERENCES = "/api/v1/preferences"


def test_a_fixed_path_is_matched_before_a_parameter(client):
    """GET /api/v1/currencies/default answers `{"code": "EUR", "name": "Euro"}`: its router comes
    before the one whose path /api/v1/currencies/{code} fits it too, and still works."""
    answer = client.get("/api/v1/currencies/default")
    assert answer.status_code == 200
    assert answer.json() == {"code": "EUR", "name": "Euro"}
    assert client.get("/api/v1/currencies/GBP").json()["name"] == "Pound sterling"
    assert client.get("/api/v1/currencies/XYZ").status_code == 422


def test_without_wishes_there_are_defaults(client):
    """GET /api/v1/preferences answers 200; without cookie and header it says that the currency is
    EUR and the language en."""
    answer = client.get(PREFERENCES)
    assert answer.status_code == 200
    assert answer.json() == {"currency": "EUR", "language": "en"}


def test_the_currency_comes_from_a_cookie(client):
    """The currency is read from the cookie `currency`, and from nowhere else; one that the shop
    does not take is answered with 422."""
    by_query = client.get(PREFERENCES, params={"currency": "GBP"})
    assert by_query.json()["currency"] == "EUR", "the query is not the place for it"
    dollars = client.get(PREFERENCES, headers={"cookie": "currency=USD"})
    assert dollars.json()["currency"] == "USD"
    assert client.get(PREFERENCES, headers={"cookie": "currency=XYZ"}).status_code == 422


@pytest.mark.parametrize(
    ("wishes", "language"),
    [("de", "de"), ("fr-CA, en;q=0.8", "fr"), ("xx, de-CH;q=0.9, fr;q=0.5", "de"), ("xx", "en")],
)
def test_the_language_comes_from_a_header(client, wishes, language):
    """The language is read from the header Accept-Language, with the given `choose_language`: the
    first one that the shop speaks, otherwise en."""
    answer = client.get(PREFERENCES, headers={"accept-language": wishes})
    assert answer.json()["language"] == language


def test_put_sets_the_cookie(client):
    """PUT /api/v1/preferences with `{"currency": "GBP"}` answers 204 and sets the cookie, which a
    browser then sends by itself. A currency that the shop does not take is answered with 422."""
    answer = client.put(PREFERENCES, json={"currency": "GBP"})
    assert answer.status_code == 204
    assert client.get(PREFERENCES).json()["currency"] == "GBP"
    assert client.put(PREFERENCES, json={"currency": "XYZ"}).status_code == 422


def test_the_cookie_is_kept_for_a_year_and_safe(client):
    """The cookie is kept for a year (Max-Age), no script can read it (HttpOnly), and forms and
    scripts of other sites do not send it (SameSite=Lax)."""
    header = client.put(PREFERENCES, json={"currency": "GBP"}).headers["set-cookie"]
    parts = {part.strip().lower() for part in header.split(";")}
    assert {"currency=gbp", "max-age=31536000", "httponly", "samesite=lax"} <= parts


def test_the_functions_have_their_names(client):
    """The functions are called `read_default_currency`, `read_preferences` and `set_preferences`;
    clients that are generated from the document call them so."""
    paths = client.get("/openapi.json").json()["paths"]
    called = [
        paths["/api/v1/currencies/default"]["get"]["operationId"],
        paths[PREFERENCES]["get"]["operationId"],
        paths[PREFERENCES]["put"]["operationId"],
    ]
    assert called == ["read_default_currency", "read_preferences", "set_preferences"]
