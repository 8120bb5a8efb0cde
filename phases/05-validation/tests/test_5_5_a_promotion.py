"""5.5 A promotion: models in a model."""

from datetime import UTC, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest
from pydantic import ValidationError

SALE = {
    "code": "SPRING25",
    "title": "Spring sale",
    "discount": {"kind": "percent_off", "percent": "12.50"},
    "starts_at": "2027-03-01T00:00:00Z",
    "ends_at": "2027-04-01T00:00:00Z",
    "skus": ["MUG-0042"],
    "terms_url": "https://shop.example/terms",
    "internal_note": "Agreed with Grace.",
}


def create(**changes):
    """A `PromotionCreate` made of the sale above, with other values for some fields."""
    from app.models.promotions import PromotionCreate

    return PromotionCreate.model_validate(SALE | changes)


def errors(**changes):
    """The errors of the sale above, with other values for some fields."""
    with pytest.raises(ValidationError) as caught:
        create(**changes)
    return caught.value.errors()


def refused(**changes):
    """The places of these errors."""
    places = [".".join(map(str, error["loc"])) for error in errors(**changes)]
    return sorted(place or "the whole object" for place in places)


def test_the_model_turns_json_into_typed_values():
    """A model class: `PromotionCreate` turns what JSON brings into values of the types that its
    fields declare; code, title, discount, starts_at, ends_at, skus, terms_url, internal_note."""
    promotion = create()
    assert promotion.starts_at == datetime(2027, 3, 1, tzinfo=UTC)
    assert promotion.terms_url.host == "shop.example"
    assert promotion.internal_note == "Agreed with Grace."
    assert create(code="spring25").code == "SPRING25", "PromotionCode turns it into capitals"


def test_models_are_nested():
    """Models inside models: `discount` is a `Discount`, checked by its own rules, and an error in
    it is told with the whole path."""
    from app.models.discounts import Bundle

    bundle = {"kind": "bundle", "buy": 3, "pay": 2}
    assert create(discount=bundle).discount == Bundle.model_validate(bundle)
    assert refused(discount=bundle | {"buy": 1})[0].startswith("discount.")
    assert refused(discount={"kind": "bundle"}) == ["discount.bundle.buy", "discount.bundle.pay"]


def test_the_products_are_a_list_without_repetition():
    """A list of a constrained type: `skus` are at most 100 and each is checked by itself; what is
    named twice is kept once, sorted (the given `Skus`)."""
    assert create(skus=["PEN-0007", "MUG-0042", "PEN-0007"]).skus == ["MUG-0042", "PEN-0007"]
    assert refused(skus=["MUG-0042", "mug", "pen"]) == ["skus.1", "skus.2"]
    assert refused(skus=["MUG-0042"] * 101) == ["skus"]


def test_some_fields_are_mandatory_and_some_are_not():
    """code, title, discount and starts_at are required. ends_at, terms_url and internal_note are
    optional and may be null, skus is optional and empty by default."""
    from app.models.promotions import PromotionCreate

    with pytest.raises(ValidationError) as caught:
        PromotionCreate.model_validate({})
    missing = {error["loc"][0] for error in caught.value.errors() if error["type"] == "missing"}
    assert missing == {"code", "title", "discount", "starts_at"}
    least = PromotionCreate.model_validate({name: SALE[name] for name in missing})
    optional = (least.ends_at, least.skus, least.terms_url, least.internal_note)
    assert optional == (None, [], None, None)
    assert create(ends_at=None, terms_url=None, internal_note=None).ends_at is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"code": "A-1"},
        {"code": "abc"},
        {"title": ""},
        {"title": "x" * 81},
        {"title": "Spring\0"},
        {"starts_at": "2027-03-01T00:00:00"},
        {"ends_at": "2027-03-31T23:59:59"},
        {"skus": None},
        {"terms_url": "http://shop.example/"},
        {"internal_note": "x" * 501},
        {"colour": "red"},
        {"id": 7},
    ],
)
def test_what_does_not_fit_is_refused(wrong):
    """Each field has the given type of its name (`PromotionCode`, `Title`, `UtcDatetime`, `Skus`,
    `HttpsUrl`, `Note`), and a field that the model does not know is refused: it is a misspelt one
    or somebody's attempt."""
    assert refused(**wrong) == list(wrong)


@pytest.mark.parametrize("ends_at", ["2027-03-01T00:00:00Z", "2027-03-01T00:30:00+01:00"])
def test_the_end_is_after_the_start(ends_at):
    """A field validator looks at the end: one that is not after the start is refused, and the
    error is told at `ends_at`, where a form can show it, with the code `ends_too_early`."""
    assert refused(ends_at=ends_at) == ["ends_at"]
    assert [error["type"] for error in errors(ends_at=ends_at)] == ["ends_too_early"]
    assert create(ends_at="2027-03-01T00:00:01Z").ends_at.second == 1


def test_a_promotion_lasts_a_year_at_most():
    """From the start to the end are at most 366 days (`LONGEST`)."""
    assert create(ends_at="2028-03-01T00:00:00Z").ends_at.year == 2028
    assert refused(ends_at="2028-03-02T00:00:01Z") == ["ends_at"]


@pytest.mark.parametrize("starts_at", ["soon", None, "2027-03-01"])
def test_a_validator_copes_with_a_start_that_is_wrong(starts_at):
    """A validator that depends on another field's value copes without it: when the start is wrong
    itself, there is one error, at `starts_at`."""
    assert refused(starts_at=starts_at) == ["starts_at"]


def test_the_answer_is_read_from_an_objects_attributes():
    """`Promotion`, the answer, reads the attributes of a stored record (`from_attributes`, once
    called orm_mode), adds `id`, `created_at` and the computed field `label`, and leaves the
    internal note inside."""
    from app.models.promotions import Promotion

    known = {"id": UUID(int=7), "created_at": datetime(2027, 1, 1, tzinfo=UTC), "secret": "x"}
    record = SimpleNamespace(**dict(create()), **known)
    answer = Promotion.model_validate(record).model_dump(mode="json")
    assert answer == {name: SALE[name] for name in SALE if name != "internal_note"} | {
        "id": "00000000-0000-0000-0000-000000000007",
        "created_at": "2027-01-01T00:00:00Z",
        "label": "12.5 % off",
    }


def test_the_fields_carry_metadata():
    """Metadata for people: the JSON Schema of `PromotionCreate` has the given `EXAMPLE` among its
    `examples`, which the model takes itself, and `ends_at`, `skus` and `internal_note` each have a
    `description`."""
    from app.models.promotions import PromotionCreate

    schema = PromotionCreate.model_json_schema()
    for example in schema["examples"]:
        PromotionCreate.model_validate(example)
    described = [name for name, field in schema["properties"].items() if "description" in field]
    assert {"ends_at", "skus", "internal_note"} <= set(described)
