"""What a visitor writes to the shop."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.models.types import Email, Id, MultilineText


class FeedbackForm(BaseModel):
    """The fields of the feedback form."""

    email: Email
    message: Annotated[MultilineText, Field(min_length=1, max_length=2000, examples=["Lovely."])]


class Feedback(FeedbackForm):
    """Feedback as it was stored."""

    id: Id
