"""What comes in, and how an account goes out."""

import unicodedata
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    EmailStr,
    Field,
    StringConstraints,
    validate_email,
)
from pydantic_core import PydanticCustomError


def one_line(text: str) -> str:
    """Refuse control characters, U+0000 among them, and half letters: PostgreSQL stores neither.

    Raises: ValueError.
    """
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in text):
        raise ValueError("control characters are not allowed")
    return text


def as_stored(text: str) -> str:
    """Write an address as it is stored; a text that is none stays one, and nobody has it."""
    try:
        return validate_email(text)[1].lower()
    except PydanticCustomError:
        return text.lower()


Line = Annotated[str, AfterValidator(one_line)]
Name = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=100),
    AfterValidator(one_line),
]
Email = Annotated[EmailStr, AfterValidator(str.lower)]
Password = Annotated[str, Field(min_length=1, max_length=128)]
NewPassword = Annotated[str, Field(min_length=15, max_length=128)]


class SignUp(BaseModel):
    """A new account."""

    email: Email
    name: Name
    password: NewPassword


class Change(BaseModel):
    """What may be changed of an account; what was left out is not among the fields that are set."""

    email: Email = ""
    name: Name = ""


class Credentials(BaseModel):
    """Who wants to log in."""

    email: Annotated[Line, Field(max_length=320), AfterValidator(as_stored)]
    password: Password


class RefreshToken(BaseModel):
    """A refresh token."""

    refresh_token: Annotated[str, Field(max_length=512)]


class PasswordChange(BaseModel):
    """A new password, and the old one as a proof."""

    current_password: Password
    new_password: NewPassword


class RoleChange(BaseModel):
    """The role that somebody gets."""

    role: Literal["member", "support", "admin"]


class PageQuery(BaseModel):
    """Which part of the list."""

    search: Annotated[Line, Field(max_length=320)] = ""
    limit: Annotated[int, Field(ge=1, le=100)] = 20
    offset: Annotated[int, Field(ge=0, le=2**31)] = 0


def user_of(row: Mapping[str, Any]) -> dict[str, str]:
    """An account as the API shows it."""
    return {
        "id": str(row["id"]),
        "email": row["email"],
        "name": row["name"],
        "role": row["role"],
        "created_at": row["created_at"].isoformat(),
    }
