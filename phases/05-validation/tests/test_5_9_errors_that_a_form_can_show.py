"""5.9 Errors that a form can show."""

import pytest

PRODUCTS = "/api/v1/products"
PROMOTIONS = "/api/v1/promotions"
FEEDBACK = "/api/v1/feedback"
SALE = {
    "code": "SPRING25",
    "title": "Spring sale",
    "discount": {"kind": "percent_off", "percent": "12.50"},
    "starts_at": "2027-03-01T00:00:00Z",
}
JSON = {"content-type": "application/json"}


def pointers(answer):
    """The places of the mistakes of an answer."""
    assert answer.status_code == 422
    return sorted(error["pointer"] for error in answer.json()["errors"])


@pytest.mark.parametrize(
    ("discount", "expected"),
    [
        ({"kind": "percent_off", "percent": "0"}, ["#/discount/percent"]),
        ({"kind": "percent_off"}, ["#/discount/percent"]),
        ({"kind": "bundle", "buy": 1, "pay": 0}, ["#/discount/buy", "#/discount/pay"]),
        ({"kind": "bundle", "buy": 3, "pay": 2, "a/b": 1}, ["#/discount/a~1b"]),
        ({"kind": "free"}, ["#/discount"]),
        ({}, ["#/discount"]),
    ],
)
def test_a_pointer_leads_through_what_was_sent(client, discount, expected):
    """A pointer has only steps that the client can follow in its own body, or the name of a field
    that is missing there. The name of the union's member, which Pydantic puts into its path, is
    not one: `#/discount/percent`, not `#/discount/percent_off/percent` (`steps_in`)."""
    assert pointers(client.post(PROMOTIONS, json=SALE | {"discount": discount})) == expected


def test_an_error_of_a_whole_member_is_told_at_its_place(client):
    """A rule about a member of the union as a whole is told at the member's place, where its name
    is no step either: `#/discount`, not `#/discount/bundle`."""
    bundle = {"kind": "bundle", "buy": 2, "pay": 2}
    (pointer,) = pointers(client.post(PROMOTIONS, json=SALE | {"discount": bundle}))
    assert pointer in {"#/discount", "#/discount/pay", "#/discount/buy"}


LISTED = {"items": [{"kind": "a", "x": 1}, {"kind": "b", "x": 2}]}


@pytest.mark.parametrize(
    ("body", "path", "expected"),
    [
        ({"kind": "b", "code": "x"}, ["b", "x"], ["x"]),
        ({"kind": "code", "code": 1}, ["code"], ["code"]),
        ({"title": "code", "code": 1}, ["code"], ["code"]),
        ({"code": "discount"}, ["discount"], ["discount"]),
        (LISTED, ["items", 1, "b", "x"], ["items", 1, "x"]),
        (LISTED, ["items", 1, "b", "y"], ["items", 1, "y"]),
    ],
)
def test_a_value_that_looks_like_a_field_is_no_member(body, path, expected):
    """The member's name is the value of the discriminator, `kind`, and no key of the object: only
    that step is left out. The values of other fields say nothing: with the code "discount" and no
    discount the pointer is `#/discount`. Positions in lists stay."""
    from app.core.problems import steps_in

    assert steps_in(body, path) == expected


@pytest.mark.parametrize(
    ("body", "path", "expected"),
    [
        ({"items": [{"kind": "a"}]}, ["items", 0, "a", "x", 0], ["items", 0, "x", 0]),
        ({"items": [{"kind": "a"}]}, ["items", 1, "sku"], ["items", 1, "sku"]),
        ({"items": None}, ["items", 0, "sku"], ["items", 0, "sku"]),
        ({}, ["price", "amount"], ["price", "amount"]),
        ([], [0, "sku"], [0, "sku"]),
        ("text", [0, "sku"], [0, "sku"]),
        (7, ["sku"], ["sku"]),
        (None, ["items", 0], ["items", 0]),
    ],
)
def test_the_steps_stay_where_the_body_ends(body, path, expected):
    """Where the body does not go on (a key that is missing, None, a text, a list that is too
    short), the remaining steps stay as they are."""
    from app.core.problems import steps_in

    assert steps_in(body, path) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de-CH, en;q=0.8", ["Mindestens 0.", "Dieses Feld wird gebraucht."]),
        ("fr", ["Au moins 0.", "Ce champ est obligatoire."]),
    ],
)
def test_messages_are_customised_by_language(client, language, expected):
    """Validation messages are customised: the details are in the language of the visitor
    (Accept-Language), as `phrase` makes them, and Content-Language says which that is."""
    body = {"name": "Mug", "price_cents": -1}
    answer = client.post(PRODUCTS, json=body, headers={"accept-language": language})
    details = {error["pointer"]: error["detail"] for error in answer.json()["errors"]}
    assert [details[f"#/{name}"] for name in ("price_cents", "sku")] == expected
    assert answer.headers["content-language"] == language[:2]


def test_the_numbers_of_an_error_are_put_into_its_text(client):
    """`phrase` takes the text of the error's type from `TEXTS` and puts what is in the error's
    `ctx` into its braces. That holds for parameters as for bodies."""
    from app.core.messages import phrase

    error = {"type": "string_too_long", "msg": "…", "loc": (), "ctx": {"max_length": 80}}
    assert phrase(error, "de") == "Höchstens 80 Zeichen."
    answer = client.get(f"{PRODUCTS}?limit=101", headers={"accept-language": "de"})
    assert answer.json()["errors"] == [{"parameter": "limit", "detail": "Höchstens 100."}]


def test_an_error_without_a_text_keeps_its_own(client):
    """An error of a type that has no text in the language keeps the message that it has, without
    Pydantic's prefix "Value error, ", and with its braces: they are not to be filled in."""
    from app.core.messages import phrase

    error = {"type": "value_error", "msg": "Value error, no mugs today", "loc": ("body",)}
    assert phrase(error) == "no mugs today"
    assert phrase(error, "de") == "no mugs today"
    braces = {"type": "value_error", "msg": "Value error, no {mugs}", "loc": ("body",)}
    assert phrase(braces, "de") == "no {mugs}"
    answer = client.post(PRODUCTS, json={"price_cents": "x"}, headers={"accept-language": "fr"})
    details = {error["pointer"]: error["detail"] for error in answer.json()["errors"]}
    assert details["#/price_cents"] == "Input should be a valid integer"
    assert details["#/name"] == "Ce champ est obligatoire."


def test_our_own_errors_have_texts_too(client):
    """The errors that the shop's own types raise have texts like any other: "sku", "moment",
    "ends_too_early" and "email" are explained in German and French."""
    from app.core.messages import TEXTS

    for language in ("de", "fr"):
        headers = {"accept-language": language}
        mug = {"sku": "{x}", "name": "Mug", "price_cents": 1}
        early = SALE | {"ends_at": SALE["starts_at"]}
        visitor = {"email": "ada", "message": "Hello"}
        answers = {
            "sku": client.post(PRODUCTS, json=mug, headers=headers),
            "moment": client.post(PROMOTIONS, json=SALE | {"starts_at": "soon"}, headers=headers),
            "ends_too_early": client.post(PROMOTIONS, json=early, headers=headers),
            "email": client.post(FEEDBACK, data=visitor, headers=headers),
        }
        for code, answer in answers.items():
            told = [error["detail"] for error in answer.json()["errors"]]
            assert told == [TEXTS[language][code]], f"the text of {code!r} in {language!r}"


@pytest.mark.parametrize(
    "body",
    [
        b'{"price_cents": ' + b"9" * 5000 + b"}",
        b'{"price_cents": 1e400}',
        b'{"name": NaN}',
        b"[" * 100_000,
        b'{"discount": ' + b'{"discount":' * 900 + b"1" + b"}" * 900 + b"}",
        b'{"discount": {"kind": {"kind": []}}}',
        b'{"discount": {"kind": "\\ud800"}, "\\udfff": 1}',
        b'"text"',
        b"\x00",
    ],
)
@pytest.mark.parametrize("path", [PRODUCTS, PROMOTIONS, f"{PROMOTIONS}/{'0' * 32}"])
def test_checked_input_never_breaks_the_api(client, path, body):
    """Whatever comes, numbers of 5000 digits, NaN, nesting without end, half of a surrogate
    pair, the answer is a problem with 422 and a pointer, never a 500."""
    method = "POST" if path in {PRODUCTS, PROMOTIONS} else "PATCH"
    answer = client.request(method, path, content=body, headers=JSON)
    assert answer.headers["content-type"] == "application/problem+json"
    assert all(pointer.startswith("#") for pointer in pointers(answer))
