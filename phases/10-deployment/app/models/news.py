"""What the shop announces, as the API takes and answers it."""

from typing import Annotated

from pydantic import BaseModel, Field

from app.models.types import Id, PlainText

NewsText = Annotated[PlainText, Field(min_length=1, max_length=200, examples=["New: tea pots."])]


class NewsCreate(BaseModel):
    """Something to announce."""

    text: NewsText


class News(BaseModel):
    """An announcement; later ones have larger ids."""

    id: Id
    text: NewsText


class NewsList(BaseModel):
    """The announcements that a client did not know yet, the oldest first."""

    items: list[News]
