"""5.4 Discounts: three kinds of one thing."""

from decimal import Decimal

import pytest
from pydantic import TypeAdapter, ValidationError

PERCENT = {"kind": "percent_off", "percent": "12.50"}
AMOUNT = {"kind": "amount_off", "amount_cents": 500, "currency": "EUR"}
BUNDLE = {"kind": "bundle", "buy": 3, "pay": 2}


@pytest.fixture
def discounts():
    """What checks and writes a `Discount`."""
    from app.models.discounts import Discount

    return TypeAdapter(Discount)


def errors(discounts, value):
    """The types of the errors that a value has."""
    with pytest.raises(ValidationError) as caught:
        discounts.validate_python(value)
    return [error["type"] for error in caught.value.errors()]


def test_the_kind_decides_what_it_is(discounts):
    """`Discount` is one of `PercentOff`, `AmountOff` and `Bundle`, told apart by the field `kind`:
    percent_off, amount_off or bundle."""
    from app.models.discounts import AmountOff, Bundle, PercentOff

    made = [discounts.validate_python(value) for value in (PERCENT, AMOUNT, BUNDLE)]
    assert [type(each) for each in made] == [PercentOff, AmountOff, Bundle]
    assert [discounts.dump_python(each, mode="json") for each in made] == [PERCENT, AMOUNT, BUNDLE]


def test_only_the_mistakes_of_the_kind_are_told(discounts):
    """A mistake is looked for in the kind that was meant, and in no other: the union is a
    discriminated one, and says so in its JSON Schema."""
    assert errors(discounts, PERCENT | {"percent": "0"}) == ["greater_than"]
    assert errors(discounts, {"kind": "amount_off"}) == ["missing", "missing"]
    assert len(errors(discounts, {"kind": "free"})) == 1
    assert len(errors(discounts, {"percent": "12.50"})) == 1
    schema = discounts.json_schema()
    assert schema["discriminator"]["propertyName"] == "kind"
    assert len(schema["oneOf"]) == 3


@pytest.mark.parametrize(
    ("value", "field"),
    [
        (AMOUNT | {"amount_cents": 0}, "amount_cents"),
        (AMOUNT | {"amount_cents": 2**31}, "amount_cents"),
        (AMOUNT | {"amount_cents": "500"}, "amount_cents"),
        (AMOUNT | {"currency": "XYZ"}, "currency"),
        (BUNDLE | {"buy": 1}, "buy"),
        (BUNDLE | {"buy": 101}, "buy"),
        (BUNDLE | {"pay": 0}, "pay"),
        (BUNDLE | {"pay": 2.5}, "pay"),
        (BUNDLE | {"colour": "red"}, "colour"),
    ],
)
def test_each_field_has_its_constraints(discounts, value, field):
    """Constraints of the fields: `amount_cents` is a `Cents` of 1 or more; `buy` is a whole number
    from 2 to 100, `pay` one from 1 to 99; no kind takes a field that it does not know."""
    kind = AMOUNT if value["kind"] == "amount_off" else BUNDLE
    assert discounts.dump_python(discounts.validate_python(kind)) == kind
    with pytest.raises(ValidationError) as caught:
        discounts.validate_python(value)
    assert field in {error["loc"][-1] for error in caught.value.errors()}


@pytest.mark.parametrize("pay", [3, 4])
def test_a_bundle_is_checked_as_a_whole(discounts, pay):
    """A rule about two fields is checked of the whole model: who pays for as many pieces as they
    buy, or more, has no bundle."""
    assert len(errors(discounts, BUNDLE | {"pay": pay})) == 1
    assert discounts.validate_python({"kind": "bundle", "buy": 4, "pay": 3}).pay == 3


@pytest.mark.parametrize(
    ("percent", "price", "quantity", "total"),
    [
        ("10", 1000, 1, 900),
        ("12.5", 1250, 2, 2188),  # 2187.5
        ("25", 2, 1, 2),  # 1.5
        ("50", 5, 1, 3),  # 2.5, where half to even is 2
        ("10", 5, 3, 14),  # 13.5; piece by piece it would be 15
        ("100", 1250, 2, 0),
        ("0.01", 2_147_483_647, 1000, 2_147_268_898_635),  # 2147268898635.3
    ],
)
def test_a_percentage_is_taken_off_the_sum(percent, price, quantity, total):
    """The model knows its business rule, so no endpoint has to: `PercentOff.total` is the sum less
    the share, rounded once, half a cent up, and without a float on the way."""
    from app.models.discounts import PercentOff

    discount = PercentOff(kind="percent_off", percent=Decimal(percent))
    assert discount.total(price, quantity) == total
    assert type(discount.total(price, quantity)) is int


@pytest.mark.parametrize(("price", "quantity", "total"), [(1250, 2, 2000), (500, 1, 0), (1, 3, 0)])
def test_an_amount_is_taken_off_once(price, quantity, total):
    """`AmountOff.total` takes the amount off the sum of all pieces, once; nobody is paid for
    buying."""
    from app.models.discounts import AmountOff

    assert AmountOff.model_validate(AMOUNT).total(price, quantity) == total


@pytest.mark.parametrize(("quantity", "paid"), [(1, 1), (4, 4), (5, 3), (9, 7), (10, 6)])
def test_full_bundles_only_are_cheaper(quantity, paid):
    """`Bundle.total`: of each full bundle some pieces are free; the others are paid. With five for
    three, four cost as many, and nine as much as seven."""
    from app.models.discounts import Bundle

    bundle = Bundle.model_validate({"kind": "bundle", "buy": 5, "pay": 3})
    assert bundle.total(100, quantity) == paid * 100


def test_each_kind_has_a_label(discounts):
    """`label` says it in a few words: "12.5 % off", "5.00 EUR off" and "3 for 2". The amount is
    written by the given `money_text`."""
    made = [discounts.validate_python(value) for value in (PERCENT, AMOUNT, BUNDLE)]
    assert [each.label for each in made] == ["12.5 % off", "5.00 EUR off", "3 for 2"]
