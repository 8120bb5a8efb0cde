"""5.11 A supplier's feed."""

import json

import pytest
from pydantic import ValidationError

CHECK = "/api/v1/feeds/check"
SUPPLIER = {"x-supplier": "mugs-inc"}
MUG = {
    "articleNumber": "MUG-0042",
    "title": "Blue mug",
    "price": {"amount": "12.50", "currency": "EUR"},
    "stockLevel": 10,
    "fragile": True,
    "picture": "https://mugs.example/42.png",
    "updatedAt": "2027-03-01T09:00:00+01:00",
}
PRODUCT = {
    "sku": "MUG-0042",
    "name": "Blue mug",
    "price_cents": 1250,
    "currency": "EUR",
    "stock": 10,
}


@pytest.fixture
def check(client):
    """Send a feed to be checked, and return the answer."""

    def send(*items, headers=SUPPLIER, **query):
        return client.post(CHECK, json=list(items), headers=headers, params=query)

    return send


def places(answer):
    """The places of the mistakes of the articles that were refused."""
    assert answer.status_code == 200, answer.text
    refused = answer.json()["refused"]
    return sorted(error["pointer"] for item in refused for error in item["errors"])


def test_input_and_output_are_both_models(check):
    """POST /api/v1/feeds/check answers 200 with a report and stores nothing. Both sides are models:
    `FeedItem` for an article in the supplier's words, `FeedReport` with `supplier`, `accepted`
    (products as POST /api/v1/products takes them) and `refused`."""
    answer = check(MUG)
    assert answer.status_code == 200, answer.text
    assert answer.json() == {"supplier": "mugs-inc", "accepted": [PRODUCT], "refused": []}


def test_fields_have_aliases(check):
    """The suppliers' names are aliases: articleNumber, stockLevel and updatedAt in camelCase, the
    name as `title` or, in older systems, `productTitle`, the amount and the currency inside of
    `price`. stockLevel (0), fragile (false), picture and updatedAt may be left out."""
    least = {name: MUG[name] for name in ("articleNumber", "price")} | {"productTitle": "Red mug"}
    accepted = check(least).json()["accepted"]
    assert accepted == [PRODUCT | {"name": "Red mug", "stock": 0}]


def test_a_list_of_models_is_checked_item_by_item(check):
    """A list of models: each article is taken or refused by itself. A refused one has its `index`
    in the feed, and `errors` with pointers that lead to it through the whole body."""
    cheap = MUG | {"price": {"amount": "-1", "currency": "EUR"}, "articleNumber": "mug"}
    answer = check(MUG, cheap, "no article", MUG | {"title": "Red mug"})
    assert [item["name"] for item in answer.json()["accepted"]] == ["Blue mug", "Red mug"]
    assert [item["index"] for item in answer.json()["refused"]] == [1, 2]
    assert places(answer) == ["#/1/articleNumber", "#/1/price/amount", "#/2"]


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"stockLevel": "10"}, "#/0/stockLevel"),
        ({"stockLevel": True}, "#/0/stockLevel"),
        ({"stockLevel": -1}, "#/0/stockLevel"),
        ({"fragile": "no"}, "#/0/fragile"),
        ({"fragile": 0}, "#/0/fragile"),
        ({"title": 42}, "#/0/title"),
        ({"price": {"amount": 12.5, "currency": "EUR"}}, "#/0/price/amount"),
        ({"price": {"amount": "99999999", "currency": "EUR"}}, "#/0/price/amount"),
        ({"price": {"currency": "EUR"}}, "#/0/price/amount"),
        ({"price": {"amount": "1.00", "currency": "XYZ"}}, "#/0/price/currency"),
        ({"picture": "http://mugs.example/42.png"}, "#/0/picture"),
        ({"updatedAt": "2027-03-01"}, "#/0/updatedAt"),
    ],
)
def test_the_mode_is_strict(check, wrong, place):
    """Strict mode: no text is turned into a number or a bool, no number into a text or a bool; a
    supplier that sends "10" or "no" has a mistake that should be mended there. (A price beyond what
    the shop can store is one as well.)"""
    assert places(check(MUG | wrong)) == [place]


def test_prices_stay_exact(check):
    """A price becomes cents without a float on the way: of every amount up to 10.00 not one is a
    cent off."""
    amounts = [f"{cents // 100}.{cents % 100:02}" for cents in range(1000)]
    items = [MUG | {"price": {"amount": amount, "currency": "EUR"}} for amount in amounts]
    accepted = check(*items).json()["accepted"]
    assert [product["price_cents"] for product in accepted] == list(range(1000))


def test_the_check_knows_what_was_agreed(check):
    """Validation with a context: the currency that was agreed, the query parameter `currency` (EUR
    by default), reaches the validator as `context`, and an article in another one is refused."""
    dollars = MUG | {"price": {"amount": "1.00", "currency": "USD"}}
    assert places(check(dollars)) == ["#/0/price/currency"]
    assert places(check(dollars, currency="USD")) == []
    assert places(check(MUG, currency="USD")) == ["#/0/price/currency"]
    assert check(MUG, currency="XYZ").status_code == 422


@pytest.mark.parametrize("supplier", [None, "", "Mugs", "mugs inc", "-mugs", "m", "x" * 32])
def test_a_header_is_checked_by_a_regular_expression(check, supplier):
    """The header X-Supplier is mandatory and checked by a regular expression: a small letter, then
    1 to 30 small letters, digits and hyphens. Anything else is answered with 422."""
    headers = {} if supplier is None else {"x-supplier": supplier}
    answer = check(MUG, headers=headers)
    assert answer.status_code == 422
    assert [error["parameter"].lower() for error in answer.json()["errors"]] == ["x-supplier"]


def test_two_headers_are_read(check):
    """Header parameters: the supplier is that of X-Supplier, and the messages are in the language
    of Accept-Language."""
    headers = {"x-supplier": "b2", "accept-language": "de"}
    answer = check({name: MUG[name] for name in MUG if name != "articleNumber"}, headers=headers)
    assert answer.json()["supplier"] == "b2"
    assert answer.json()["refused"][0]["errors"] == [
        {"pointer": "#/0/articleNumber", "detail": "Dieses Feld wird gebraucht."}
    ]


def test_a_feed_has_limits(client, check):
    """A feed is a list of 1 to 1000 articles (the given `Feed`), else 422; what does not say that
    it is JSON is answered with 415."""
    assert check().status_code == 422
    assert check(*[MUG] * 1001).status_code == 422
    assert client.post(CHECK, json=MUG, headers=SUPPLIER).status_code == 422
    plain = SUPPLIER | {"content-type": "text/plain"}
    assert client.post(CHECK, content=b"[]", headers=plain).status_code == 415


def test_a_whole_feed_is_read_from_json():
    """`read_feed(text)` reads a whole feed by a TypeAdapter, from JSON text to a list of
    `FeedItem` in one step, all or nothing: one mistake, or a text that is no JSON, is a
    ValidationError."""
    from app.feeds import read_feed
    from app.models.feeds import Agreement, FeedItem

    (item,) = read_feed(json.dumps([MUG]))
    assert isinstance(item, FeedItem)
    assert item.to_product().model_dump() == PRODUCT
    for text in (json.dumps([MUG, {}]), "[", "{}", b"\xff"):
        with pytest.raises(ValidationError):
            read_feed(text)
    with pytest.raises(ValidationError):
        read_feed(json.dumps([MUG]), Agreement("mugs-inc", "USD"))


def test_adapters_are_built_once(check, monkeypatch):
    """A TypeAdapter is built once, when the module is imported, and used for every feed: building
    one costs as much as checking ten articles."""
    import pydantic
    from app.feeds import read_feed

    built = []
    real = pydantic.TypeAdapter.__init__

    def counting(self, *arguments, **options):
        if "FeedItem" in repr((arguments, options)):  # FastAPI builds others, of its own
            built.append((arguments, options))
        real(self, *arguments, **options)

    check(MUG)
    monkeypatch.setattr(pydantic.TypeAdapter, "__init__", counting)
    assert check(MUG, MUG).status_code == 200
    read_feed(json.dumps([MUG]))
    assert built == []


def test_the_answer_is_documented(client):
    """The document of the API names 200, 415 and 422 and the schema `FeedReport`. The function is
    called `check_supplier_feed`."""
    operation = client.get("/openapi.json").json()["paths"][CHECK]["post"]
    assert sorted(operation["responses"]) == ["200", "415", "422"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    assert schema["$ref"].endswith("/FeedReport")
    assert operation["operationId"] == "check_supplier_feed"
