"""What a visitor writes to the shop."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.models.products import Id

Email = Annotated[
    str,
    Field(
        max_length=254,
        pattern=r"^[^@\s]+@[^@\s]+$",  # only the shape; Pydantic's EmailStr comes in phase 05
        json_schema_extra={"format": "email"},
        examples=["ada@example.com"],
    ),
]


class FeedbackForm(BaseModel):
    """The fields of the feedback form."""

    email: str
    message: str


class Feedback(FeedbackForm):
    """Feedback as it was stored."""

    id: Id
