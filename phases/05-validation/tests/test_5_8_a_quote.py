"""5.8 A quote: parameters with limits."""

from uuid import uuid4

import pytest

PROMOTIONS = "/api/v1/promotions"
SALE = {
    "code": "SPRING25",
    "title": "Spring sale",
    "discount": {"kind": "percent_off", "percent": "12.50"},
    "starts_at": "2027-03-01T00:00:00Z",
}
AMOUNT = {"kind": "amount_off", "amount_cents": 500, "currency": "EUR"}


@pytest.fixture
def quote(client):
    """The address of the quote of a promotion of 12.5 %."""
    return client.post(PROMOTIONS, json=SALE).headers["location"] + "/quote"


@pytest.fixture
def amount(client):
    """The address of the quote of a promotion of 5.00 EUR."""
    sale = SALE | {"code": "FIVE", "discount": AMOUNT}
    return client.post(PROMOTIONS, json=sale).headers["location"] + "/quote"


def test_a_quote_has_a_schema_of_its_own(client, quote):
    """GET /api/v1/promotions/{promotion_id}/quote answers 200 with a response schema of its own,
    `Quote`: unit_price_cents, quantity, total_cents, currency, text, and saved_cents, which is
    computed from the others."""
    answer = client.get(quote, params={"price_cents": 1250, "quantity": 2})
    assert answer.status_code == 200
    assert answer.json() == {
        "unit_price_cents": 1250,
        "quantity": 2,
        "total_cents": 2188,
        "saved_cents": 312,
        "currency": "EUR",
        "text": "21.88 EUR",
    }
    schema = client.get("/openapi.json").json()["components"]["schemas"]["Quote"]
    assert schema["properties"].keys() == answer.json().keys()


def test_some_parameters_are_required_and_some_have_defaults(client, quote):
    """The query parameter `price_cents` is required: without it 422. `quantity` has a default, 1,
    and so have the cookie `currency` (EUR) and the header Accept-Language (en)."""
    missing = client.get(quote)
    assert missing.status_code == 422
    assert [error["parameter"] for error in missing.json()["errors"]] == ["price_cents"]
    answer = client.get(quote, params={"price_cents": 100}).json()
    assert (answer["quantity"], answer["currency"], answer["text"]) == (1, "EUR", "0.88 EUR")


@pytest.mark.parametrize(
    "query",
    [
        "price_cents=-1",
        "price_cents=2147483648",
        f"price_cents={'9' * 5000}",
        "price_cents=1.5",
        "price_cents=cheap",
        "price_cents=100&quantity=0",
        "price_cents=100&quantity=1001",
    ],
)
def test_numbers_have_bounds(client, quote, query):
    """Numeric bounds: `price_cents` from 0 to 2147483647 (`MAX_INTEGER`), `quantity` from 1 to
    1000; anything else is answered with 422, also a number of 5000 digits."""
    assert client.get(f"{quote}?{query}").status_code == 422


def test_the_largest_sum_is_answered(client, quote):
    """Every price and quantity within the bounds is answered with 200. A total may be a thousand
    times the largest `Cents`, so it has a type of its own: int, from 0."""
    largest = {"price_cents": 2_147_483_647, "quantity": 1000}
    assert client.get(quote, params=largest).json()["total_cents"] == 1_879_048_191_125
    assert client.get(quote, params={"price_cents": 0}).json()["total_cents"] == 0


def test_constraints_stand_in_the_document(client):
    """The constraints on the parameters stand in /openapi.json: minimum and maximum of both
    numbers, and the maximum length of the header."""
    path = client.get("/openapi.json").json()["paths"][f"{PROMOTIONS}/{{promotion_id}}/quote"]
    schemas = {each["name"].lower(): each["schema"] for each in path["get"]["parameters"]}
    assert bounds(schemas["price_cents"]) == (0, 2_147_483_647)
    assert bounds(schemas["quantity"]) == (1, 1000)
    longest = schemas["accept-language"].get("maxLength")
    assert longest == 200, "the maxLength of accept-language in the document"


def bounds(schema):
    """The least and the largest whole number that a schema allows."""
    least = schema.get("minimum", schema.get("exclusiveMinimum", -2) + 1)
    return least, schema.get("maximum", schema.get("exclusiveMaximum", 0) - 1)


def test_path_and_query_are_declared(client):
    """Path and query are told apart by their declaration: the promotion is a UUID in the path, 404
    when there is none, 422 for anything else; price and quantity are read from the query."""
    path = client.get("/openapi.json").json()["paths"][f"{PROMOTIONS}/{{promotion_id}}/quote"]
    places = {each["name"].lower(): each["in"] for each in path["get"]["parameters"]}
    expected = {"promotion_id": "path", "price_cents": "query", "quantity": "query"}
    assert expected.items() <= places.items()
    assert client.get(f"{PROMOTIONS}/{uuid4()}/quote?price_cents=1").status_code == 404
    assert client.get(f"{PROMOTIONS}/7/quote?price_cents=1").status_code == 422


def test_header_and_cookie_are_declared(client, quote):
    """Header and cookie are declared too: the currency is that of the cookie `currency` (422 for
    one that the shop does not take), and `text` has a comma for visitors whose Accept-Language is
    German or French (the given `choose_language` and `money_text`)."""
    query = {"price_cents": 1250, "quantity": 2}
    by_query = client.get(quote, params=query | {"currency": "USD"})
    assert by_query.status_code == 422 or by_query.json()["currency"] == "EUR"
    pounds = client.get(quote, params=query, headers={"cookie": "currency=GBP"})
    assert (pounds.json()["currency"], pounds.json()["text"]) == ("GBP", "21.88 GBP")
    assert client.get(quote, params=query, headers={"cookie": "currency=X"}).status_code == 422
    german = client.get(quote, params=query, headers={"accept-language": "de-CH, en;q=0.8"})
    assert german.json()["text"] == "21,88 EUR"


def test_the_length_of_a_text_is_limited(client, quote):
    """String length: an Accept-Language of more than 200 characters is answered with 422, one of
    200 is read."""
    for length, status in ((200, 200), (201, 422)):
        headers = {"accept-language": "de," + "x" * (length - 3)}
        answer = client.get(f"{quote}?price_cents=100", headers=headers)
        assert answer.status_code == status, f"{length} characters"


def test_another_currency_is_a_conflict(client, amount):
    """A promotion that takes off 5.00 EUR says nothing about a price in USD: 409. In EUR it is
    taken off the sum."""
    query = {"price_cents": 1250, "quantity": 2}
    dollars = client.get(amount, params=query, headers={"cookie": "currency=USD"})
    assert dollars.status_code == 409
    assert client.get(amount, params=query).json()["total_cents"] == 2000


def test_the_refusals_are_documented(client):
    """The document of the API names what may come back: 200, 404, 409 and 422. The function is
    called `read_quote`."""
    path = client.get("/openapi.json").json()["paths"][f"{PROMOTIONS}/{{promotion_id}}/quote"]
    assert sorted(path["get"]["responses"]) == ["200", "404", "409", "422"]
    assert path["get"]["operationId"] == "read_quote"
