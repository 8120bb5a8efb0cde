"""What comes in and what goes out, as Pydantic models."""

import unicodedata
from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import (
    MISSING,
    AfterValidator,
    BaseModel,
    ConfigDict,
    EmailStr,
    Field,
    SecretStr,
    StringConstraints,
    validate_email,
)
from pydantic_core import PydanticCustomError

from app.roles import Role


def refuse_control_characters(text: str) -> str:
    """Refuse what is no writing: line breaks, half letters, and U+0000, which no text may hold."""
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in text):
        raise PydanticCustomError("control_character", "Control characters are not allowed.")
    return text


def as_stored(text: str) -> str:
    """Write an address as it is stored; a text that is none stays one, and nobody has it."""
    try:
        return validate_email(text)[1].lower()
    except PydanticCustomError:
        return text.lower()


Line = Annotated[str, AfterValidator(refuse_control_characters)]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=100),
    AfterValidator(refuse_control_characters),
]
Email = Annotated[EmailStr, AfterValidator(str.lower)]
"""An address in small letters: nobody remembers how they wrote it."""

Password = Annotated[SecretStr, Field(min_length=1, max_length=128)]
"""A password that is held against a stored one: it may be any."""

NewPassword = Annotated[SecretStr, Field(min_length=15, max_length=128)]
"""A password that somebody chooses (NIST SP 800-63B-4, section 3.1.1.2)."""


class SignUp(BaseModel):
    """What somebody sends who wants an account. There is no role in it."""

    email: Email
    name: Name
    password: NewPassword


class UserChange(BaseModel):
    """What may be changed of an account; a field that is left out stays as it is."""

    email: Email | MISSING = MISSING
    name: Name | MISSING = MISSING


class User(BaseModel):
    """An account as the API shows it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    email: str
    name: str
    role: Role
    created_at: datetime


class UserPage(BaseModel):
    """A part of a list: `total` counts all that fit the search."""

    items: list[User]
    total: int
    limit: int
    offset: int


class Credentials(BaseModel):
    """What somebody sends who wants to log in."""

    email: Annotated[Line, Field(max_length=320), AfterValidator(as_stored)]
    password: Password


class Tokens(BaseModel):
    """What a login is answered with (the names are those of RFC 6749, section 5.1)."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105 - the kind of token
    expires_in: int
    refresh_token: str


class RefreshToken(BaseModel):
    """A refresh token, to be exchanged or ended."""

    refresh_token: Annotated[str, Field(max_length=512)]


class PasswordChange(BaseModel):
    """A new password, and the old one as a proof."""

    current_password: Password
    new_password: NewPassword


class RoleChange(BaseModel):
    """The role that somebody gets."""

    role: Role
