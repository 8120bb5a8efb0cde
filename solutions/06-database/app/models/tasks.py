"""What a client sends and gets of a task of the staff."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from app.models.reviews import UserReference
from app.models.types import MAX_INTEGER, Id, MultilineText, PlainText, UtcDatetime


class TaskFields(BaseModel):
    """What is to be done, by whom and until when."""

    title: Annotated[PlainText, Field(min_length=1, max_length=120, examples=["Count the mugs"])]
    notes: Annotated[MultilineText, Field(max_length=4000, examples=["Shelf 3, too."])] = ""
    due_on: date | None = None
    assignee_id: UserReference | None = None


class TaskCreate(TaskFields):
    """A task as a client sends it, to create one."""


class TaskReplace(TaskFields):
    """A task as a client sends it, to replace one.

    `revision` is that of the task which the client has read: an older one is refused.
    """

    done: bool
    revision: Annotated[int, Field(ge=1, le=MAX_INTEGER, examples=[1])]


class Task(TaskFields):
    """A task as the API answers it."""

    id: Id
    done_at: UtcDatetime | None
    revision: Annotated[int, Field(ge=1, description="Counted up at each change.")]
    created_at: UtcDatetime


class TaskPage(BaseModel):
    """One page of tasks."""

    items: list[Task]
    total: Annotated[int, Field(ge=0, description="How many there are on all pages together.")]
