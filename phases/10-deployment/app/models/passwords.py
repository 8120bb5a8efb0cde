"""Passwords as clients send them. As `SecretStr` they are shown in no log and no error."""

from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr
from pydantic_core import PydanticCustomError

MIN_PASSWORD_LENGTH = 15
"""NIST SP 800-63B-4, section 3.1.1.2: for a password that is the only factor."""

COMMON = frozenset(
    {
        "123456789012345",
        "1234567890123456",
        "abcdefghijklmno",
        "correcthorsebatterystaple",
        "passwordpassword",
        "password12345678",
        "qwertyuiopasdfgh",
        "thisisapassword",
    }
)
"""Passwords that everybody tries first. A real list is longer: see Have I Been Pwned."""


def refuse_common(password: SecretStr) -> SecretStr:
    """Refuse what is long enough and guessed all the same; there are no other rules."""
    plain = password.get_secret_value().casefold().replace(" ", "")
    if plain in COMMON or len(set(plain)) < 4:
        raise PydanticCustomError("common_password", "Many people have had this idea before.")
    return password


Password = Annotated[
    SecretStr, Field(min_length=1, max_length=128, examples=["correct horse battery"])
]
"""A password that is held against a stored one: it may be any."""

NewPassword = Annotated[
    SecretStr,
    Field(min_length=MIN_PASSWORD_LENGTH, max_length=128, examples=["correct horse battery"]),
    AfterValidator(refuse_common),
]
"""A password that somebody chooses: long rather than colourful."""
