"""0.7 JSON in and out."""

import json
from collections.abc import Mapping
from typing import get_args, get_origin, get_type_hints, is_typeddict

import pytest
from app.domain.catalogue import Catalogue
from app.domain.errors import DuplicateSku, InvalidValue
from app.domain.money import Money
from app.domain.products import Product
from app.serialization import dump_catalogue, load_catalogue, product_from_json, product_to_json

MUG = {
    "sku": "MUG-0042",
    "name": "Blue mug",
    "price_cents": 1250,
    "currency": "EUR",
    "stock": 10,
}


def without(key):
    return {name: value for name, value in MUG.items() if name != key}


def accepted(make, values):
    """The values of which `make` made something, where it had to raise InvalidValue."""
    let_in = []
    for value in values:
        try:
            make(value)
        except InvalidValue:
            continue
        let_in.append(value)
    return let_in


def test_a_product_becomes_plain_data():
    """`product_to_json` returns a dict of sku, name, price_cents, currency and stock, which
    `json.dumps` takes; money goes out as a whole number of cents."""
    data = product_to_json(Product("MUG-0042", "Blue mug", Money(1250), 10))
    assert data == MUG
    assert json.loads(json.dumps(data)) == MUG
    assert isinstance(data["price_cents"], int)


def test_plain_data_becomes_a_product():
    """`product_from_json` makes the product again; currency and stock may be left out and are then
    EUR and 0, and keys that it does not know are ignored."""
    assert product_from_json(MUG) == Product("MUG-0042", "Blue mug", Money(1250), 10)
    least = {"sku": "MUG-0042", "name": "Blue mug", "price_cents": 1250}
    assert product_from_json(least) == Product("MUG-0042", "Blue mug", Money(1250, "EUR"), 0)
    assert product_from_json(MUG | {"id": 1, "currency": "USD"}).price == Money(1250, "USD")


def test_data_that_is_no_product_is_an_invalid_value():
    """A missing key, a value that breaks a rule (a price of 12.5 or "1250", a stock of -1, a
    currency or stock that is null and not left out) and data that is no object are all
    InvalidValue: no KeyError or TypeError comes out."""
    bad = [without(key) for key in ("sku", "name", "price_cents")]
    bad += [MUG | {"price_cents": price} for price in (12.5, "1250", -1, None, True)]
    bad += [MUG | {"stock": -1}, MUG | {"sku": 42}, MUG | {"name": None}, MUG | {"currency": "XYZ"}]
    bad += [MUG | {"currency": ["EUR"]}, MUG | {"currency": None}, MUG | {"stock": None}]
    bad += [[], "MUG-0042", None, 7]
    assert accepted(product_from_json, bad) == [], (
        "these were accepted as a product, and must not be"
    )


def test_a_catalogue_becomes_json_text():
    """`dump_catalogue` returns JSON text, written with the json module: an object with "items",
    the products in their order, and "total", how many there are."""
    catalogue = Catalogue(
        [
            Product("MUG-0042", "Blue mug", Money(1250), 10),
            Product("CUP-0001", 'Cup "Café"', Money(900)),
        ]
    )
    text = dump_catalogue(catalogue)
    assert isinstance(text, str)
    data = json.loads(text)
    assert data["total"] == 2
    assert data["items"][0] == MUG
    assert data["items"][1]["name"] == 'Cup "Café"'


def test_a_catalogue_survives_the_round_trip():
    """`load_catalogue` makes the catalogue again out of what `dump_catalogue` wrote, an empty one
    too."""
    mug = Product("MUG-0042", "Blue mug", Money(1250, "GBP"), 10)
    cup = Product("CUP-0001", 'Cup "Café" 🫖', Money(0))
    assert list(load_catalogue(dump_catalogue(Catalogue([mug, cup])))) == [mug, cup]
    assert list(load_catalogue(dump_catalogue(Catalogue()))) == []


def test_text_that_is_no_catalogue_is_an_invalid_value():
    """Text that is not JSON, or JSON without a list of products under "items", raises InvalidValue;
    the json module's own exception is caught with `except` and does not come out."""
    texts = ("", "{", "sold out", "[]", "7", "null", '"items"', "{}", '{"items": 7}')
    texts += ('{"items": null}', '{"items": {"sku": "MUG-0042"}}', '{"items": [7]}')
    texts += ('{"items": {}}', '{"items": ""}')
    assert accepted(load_catalogue, texts) == [], (
        "these were accepted as a catalogue, and must not be"
    )


def test_a_sku_that_comes_twice_is_refused():
    """A text in which a SKU comes twice raises DuplicateSku, as `Catalogue.add` does."""
    with pytest.raises(DuplicateSku):
        load_catalogue(json.dumps({"items": [MUG, MUG], "total": 2}))


def test_the_annotations_tell_what_is_plain_data():
    """`product_to_json` is annotated: it takes a Product and returns a dictionary with `str` keys
    and, as JSON holds texts and numbers, `typing.Any` values (`object` or a TypedDict are as
    right)."""
    hints = get_type_hints(product_to_json)
    if "return" not in hints:
        pytest.fail("the return value has no annotation: `-> dict[str, Any]`")
    answer = hints.pop("return")
    assert list(hints.values()) == [Product], "what the parameter is annotated with"
    if is_typeddict(answer):
        return
    if not issubclass(get_origin(answer) or object, Mapping) or get_args(answer)[:1] != (str,):
        told = getattr(answer, "__name__", answer) if get_origin(answer) is None else answer
        pytest.fail(
            f"what comes back is annotated `{told}`, which does not say that its keys are `str`:"
            " write `dict[str, Any]`"
        )
