"""Models of the feedback form."""

from typing import Annotated

from pydantic import BaseModel, StringConstraints

Email = Annotated[str, StringConstraints(max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")]


class FeedbackForm(BaseModel):
    message: Annotated[str, StringConstraints(min_length=1, max_length=2000)]
    email: Email


class Feedback(BaseModel):
    id: int
    email: str
    message: str
