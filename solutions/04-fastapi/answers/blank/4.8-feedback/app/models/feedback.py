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

# exercise 4.8: A form in a module of its own. FeedbackForm and Feedback belong here.
