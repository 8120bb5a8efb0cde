"""What a visitor writes to the shop."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, Field

from app.models.products import Id

# Words joined by dots, @, and a host name (RFC 5321, section 4.1.2). Pydantic's EmailStr, which
# knows more, comes in phase 05.
_WORD = r"[a-zA-Z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"


def limit_local_part(email: str) -> str:
    """Refuse more than 64 characters before the @ (RFC 5321, section 4.5.3.1.1)."""
    if email.index("@") > 64:
        raise ValueError("has more than 64 characters before the @")
    return email


Email = Annotated[
    str,
    Field(
        max_length=254,
        pattern=rf"^{_WORD}(?:\.{_WORD})*@{_LABEL}(?:\.{_LABEL})*$",
        json_schema_extra={"format": "email"},
        examples=["ada@example.com"],
    ),
    AfterValidator(limit_local_part),
]

# Exercise 4.8: A form in a module of its own. FeedbackForm and Feedback belong here.
