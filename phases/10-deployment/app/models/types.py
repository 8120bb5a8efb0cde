"""The types of the shop: what a SKU, an amount or a moment is, said once for all models."""

import re
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, LiteralString

from pydantic import (
    AfterValidator,
    AnyUrl,
    AwareDatetime,
    BeforeValidator,
    EmailStr,
    Field,
    PlainSerializer,
    StringConstraints,
    UrlConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)
from pydantic_core import PydanticCustomError

MAX_INTEGER = 2_147_483_647
"""The largest 32-bit integer: what a column of the database will hold (phase 06)."""


def explained(code: LiteralString, message: LiteralString) -> WrapValidator:
    """Answer whatever is wrong with a value by one error of our own, with a code and a message.

    The checks themselves stay as they are, and so does the JSON Schema that they make.
    """

    def validate(value: object, check: ValidatorFunctionWrapHandler) -> object:
        try:
            return check(value)
        except ValidationError:
            raise PydanticCustomError(code, message) from None

    return WrapValidator(validate)


def as_integer(value: object) -> object:
    """Take 12.0 for 12: JSON has one kind of number, and to JSON Schema 12.0 is an integer."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


# Text. NUL and the other control characters (Unicode's category Cc) break databases, logs and
# terminals. Half of a surrogate pair, which JSON can write (RFC 8259, section 8.2), is no text at
# all: Pydantic finds it as soon as there is a pattern to look at.
PlainText = Annotated[str, Field(pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]
MultilineText = Annotated[str, Field(pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]*$")]

Id = Annotated[int, Field(ge=1, examples=[1])]
Sku = Annotated[
    str,
    Field(pattern=r"^[A-Z]{3}-[0-9]{4}$", examples=["MUG-0042"]),
    explained("sku", "Three capital letters, a hyphen, four digits: MUG-0042."),
]
ProductName = Annotated[PlainText, Field(min_length=1, max_length=80, examples=["Blue mug"])]
PersonName = Annotated[PlainText, Field(min_length=1, max_length=80, examples=["Ada Lovelace"])]
PromotionCode = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9]{4,20}$", to_upper=True),
    Field(examples=["SPRING25"]),
    explained("promotion_code", "4 to 20 letters from A to Z and digits."),
]

# Numbers. strict: Pydantic converts a text ("12") or a boolean otherwise, and the contract does
# not.
Cents = Annotated[
    int, Field(strict=True, ge=0, le=MAX_INTEGER, examples=[1250]), BeforeValidator(as_integer)
]
Stock = Annotated[
    int, Field(strict=True, ge=0, le=MAX_INTEGER, examples=[10]), BeforeValidator(as_integer)
]
Quantity = Annotated[
    int, Field(strict=True, ge=1, le=MAX_INTEGER, examples=[2]), BeforeValidator(as_integer)
]
CurrencyCode = Literal["EUR", "USD", "GBP"]


def money_text(cents: int, currency: CurrencyCode, decimal_point: str = ".") -> str:
    """Write an amount for people: 1250 as `12.50 EUR`. No float is on the way, so none is off."""
    return f"{cents // 100}{decimal_point}{cents % 100:02} {currency}"


_DECIMAL = r"^[0-9]{1,8}(\.[0-9]{1,2})?$"


def as_decimal(value: object) -> object:
    """Take decimal numbers as text, as `12.50`: most readers of JSON make a binary number of 12.50.

    Raises: PydanticCustomError for everything else, `1e1` and `1_0` too, which Python takes.
    """
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str) and re.fullmatch(_DECIMAL, value):
        return Decimal(value)
    raise PydanticCustomError("decimal_text", "Write the number as text with digits: 12.50.")


def two_places(value: Decimal) -> str:
    """Write 12.5 as 12.50."""
    return f"{value:.2f}"


DecimalText = Annotated[
    Decimal,
    BeforeValidator(as_decimal),
    PlainSerializer(two_places, return_type=str),
    WithJsonSchema({"type": "string", "pattern": _DECIMAL, "examples": ["12.50"]}),
]
Percent = Annotated[DecimalText, Field(gt=0, le=100)]


# Moments
def only_written_out(value: object) -> object:
    """Refuse what Pydantic would take for a date and a time, too: seconds since 1970, as in 17.

    Raises: PydanticCustomError for everything but a text as RFC 3339 has it, or a datetime.
    """
    if isinstance(value, datetime) or (
        isinstance(value, str)
        and re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}", value)
    ):
        return value
    raise PydanticCustomError("moment", "A date and a time are needed.")


def in_utc(moment: datetime) -> datetime:
    """Turn a moment into UTC: two moments that are equal then look equal.

    Raises: ValueError for one that falls out of the years 1 to 9999 on the way.
    """
    try:
        return moment.astimezone(UTC)
    except OverflowError as error:
        raise ValueError("outside of the years 1 to 9999") from error


UtcDatetime = Annotated[
    AwareDatetime,
    Field(strict=False, examples=["2026-12-01T09:00:00Z"]),  # JSON has no dates but texts
    BeforeValidator(only_written_out),
    AfterValidator(in_utc),
    explained("moment", "A date and a time with a zone are needed: 2026-12-01T09:00:00+01:00."),
]


# Addresses
def only_the_address(value: object) -> object:
    """Refuse a name around an address, `Ada <ada@example.com>`, which EmailStr would cut off."""
    if isinstance(value, str) and re.search(r"[<>\s]", value):
        raise ValueError("only the address, without a name or spaces")
    return value


def limit_local_part(email: str) -> str:
    """Refuse more than 64 characters before the @ (RFC 5321, section 4.5.3.1.1)."""
    if email.index("@") > 64:
        raise ValueError("more than 64 characters before the @")
    return email


Email = Annotated[
    EmailStr,
    Field(max_length=254, examples=["ada@example.com"]),
    BeforeValidator(only_the_address),
    AfterValidator(limit_local_part),
    explained("email", "This is no e-mail address."),
]


def without_credentials(url: AnyUrl) -> AnyUrl:
    """Refuse `https://user:password@host`: what is shown to everybody holds no password."""
    if url.username is not None or url.password is not None:
        raise ValueError("without user and password, please")
    return url


HttpsUrl = Annotated[
    AnyUrl,
    UrlConstraints(allowed_schemes=["https"], max_length=500),
    AfterValidator(without_credentials),
    Field(
        strict=False,
        json_schema_extra={"pattern": "^https://"},
        examples=["https://shop.example/terms"],
    ),
]


def distinct(values: list[Any]) -> list[Any]:
    """Drop what is named twice, and sort: the same set is then always written the same way."""
    return sorted(set(values))


Skus = Annotated[list[Sku], Field(max_length=100), AfterValidator(distinct)]
