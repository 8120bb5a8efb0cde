"""5.2 Moments and decimal numbers."""

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError


@pytest.fixture
def moments():
    """What checks and writes a `UtcDatetime`."""
    from app.models.types import UtcDatetime

    return TypeAdapter(UtcDatetime)


@pytest.fixture
def percents():
    """What checks and writes a `Percent`."""
    from app.models.types import Percent

    return TypeAdapter(Percent)


@pytest.mark.parametrize(
    "text", ["2027-03-01T00:30:00+01:00", "2027-02-28T23:30:00Z", "2027-02-28T18:30:00-05:00"]
)
def test_a_moment_is_kept_in_utc(moments, text):
    """`UtcDatetime` takes a date and a time with a zone, in whatever zone, and keeps it in UTC; it
    is written with a Z."""
    moment = moments.validate_python(text)
    assert moment == datetime(2027, 2, 28, 23, 30, tzinfo=UTC)
    assert moment.utcoffset() == timedelta(0)
    assert moments.dump_json(moment) == b'"2027-02-28T23:30:00Z"'


@pytest.mark.parametrize("text", ["2027-03-01T00:30:00", "2027-03-01"])
def test_a_moment_without_a_zone_is_refused(moments, text):
    """A naive date and time, one without a zone, is refused: nobody knows when it is."""
    with pytest.raises(ValidationError):
        moments.validate_python(text)


@pytest.mark.parametrize("value", [17, "17", 1.5, True, None, "", "today", "2027-13-01T00:00:00Z"])
def test_a_number_is_no_moment(moments, value):
    """Pydantic takes numbers, also in text, for seconds since 1970. `UtcDatetime` does not: it
    refuses all that is no date and time as RFC 3339 writes it (the given `only_written_out`)."""
    with pytest.raises(ValidationError):
        moments.validate_python(value)


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_the_ends_of_time_are_refused(moments, text):
    """A moment whose year leaves 1 to 9999 on the way to UTC is refused with a ValidationError,
    and ends in no OverflowError, which would be answered with 500."""
    with pytest.raises(ValidationError):
        moments.validate_python(text)


@pytest.mark.parametrize("value", [17, "soon", "2027-03-01T00:30:00", "0001-01-01T00:00:00+14:00"])
def test_what_is_no_moment_has_one_code(moments, value):
    """Whatever is wrong with a moment is one error of the type "moment", which 5.9 has texts for:
    `explained("moment", …)` is the last in the `Annotated`."""
    with pytest.raises(ValidationError) as caught:
        moments.validate_python(value)
    assert [error["type"] for error in caught.value.errors()] == ["moment"]


def test_a_strict_model_takes_both_from_text():
    """A model with `strict=True` takes a `UtcDatetime` and a `DecimalText` from text all the same:
    FastAPI reads the JSON first, and JSON has no dates but texts."""
    from app.models.types import DecimalText, UtcDatetime

    class Strict(BaseModel):
        model_config = ConfigDict(strict=True)
        at: UtcDatetime
        amount: DecimalText

    both = Strict.model_validate({"at": "2027-03-01T00:00:00Z", "amount": "12.50"})
    assert (both.at.year, both.amount) == (2027, Decimal("12.50"))


@pytest.mark.parametrize(("text", "number"), [("12.5", "12.5"), ("0.10", "0.1"), ("100", "100")])
def test_a_decimal_number_is_exact(percents, text, number):
    """A field's type decides what comes out of the check: a `DecimalText`, and so a `Percent`,
    becomes a Decimal, exact to the last digit."""
    value = percents.validate_python(text)
    assert isinstance(value, Decimal)
    assert value == Decimal(number)


@pytest.mark.parametrize(
    "value",
    [12.5, 12, True, None, "1e1", "1_0", " 7 ", "٣", "NaN", "-1", "0.001", "1,5", "12.5\n", ""],
)
def test_only_digits_in_text_are_a_decimal_number(percents, value):
    """A JSON number is refused (most readers of JSON make a binary number of it), and so is a text
    that is not 1 to 8 digits with up to two behind a point, whatever Python's Decimal takes."""
    with pytest.raises(ValidationError):
        percents.validate_python(value)


@pytest.mark.parametrize("text", ["0", "0.00", "100.01", "101"])
def test_the_limits_of_a_type_can_be_narrowed(percents, text):
    """The given `Percent` narrows `DecimalText` to more than 0 and at most 100."""
    assert percents.validate_python("0.01") == Decimal("0.01")
    with pytest.raises(ValidationError):
        percents.validate_python(text)


@pytest.mark.parametrize(("text", "written"), [("12.5", "12.50"), ("7", "7.00"), ("100", "100.00")])
def test_a_decimal_number_goes_out_as_text_with_two_places(percents, text, written):
    """Serialization of one's own: in JSON a `DecimalText` is a text with two places, by the given
    `two_places`, and is taken again as it went out."""
    value = percents.validate_python(text)
    assert percents.dump_json(value) == f'"{written}"'.encode()
    assert percents.validate_json(percents.dump_json(value)) == value


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_the_json_schema_tells_what_is_taken(percents, mode):
    """The JSON Schema is customised, too, in both directions: a `string` whose `pattern` fits
    "12.50" and not "1e1"; Pydantic's own would promise that numbers are taken."""
    schema = percents.json_schema(mode=mode)
    assert schema.get("type") == "string"
    pattern = schema["pattern"]
    fitting = [text for text in ("12.50", "1e1") if re.search(pattern, text)]
    assert fitting == ["12.50"], f"what the pattern {pattern!r} of the JSON Schema fits"
