"""What a client sends and gets of a note."""

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.models.types import Id, MultilineText


class NoteIn(BaseModel):
    """A note as a client sends it. Whose it is is not the client's to say."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[MultilineText, Field(min_length=1, max_length=2000, examples=["Buy tea."])]


class Note(NoteIn):
    """A note as the API answers it."""

    model_config = ConfigDict(from_attributes=True)

    id: Id
    created_at: datetime


class NotePage(BaseModel):
    """One page of notes."""

    items: list[Note]
    total: Annotated[int, Field(ge=0, description="How many there are on all pages together.")]
