"""What a client sends and gets of a task of the staff."""

import re
from datetime import date
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, Field

from app.models.reviews import UserReference
from app.models.types import (
    MAX_INTEGER,
    Id,
    MultilineText,
    PlainText,
    UtcDatetime,
    as_integer,
)


def only_a_day(value: object) -> object:
    """Refuse what Pydantic would take for a day, too: seconds since 1970, as in 0.

    Raises: ValueError for everything but a text as RFC 3339 has it, or a date.
    """
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("a day is needed: 2026-12-01")
    if not isinstance(value, str | date):
        raise ValueError("a day is needed, as text: 2026-12-01")  # noqa: TRY004 - what Pydantic takes
    return value


Day = Annotated[date, BeforeValidator(only_a_day), Field(examples=["2026-12-01"])]


class TaskFields(BaseModel):
    """What is to be done, by whom and until when."""

    title: Annotated[PlainText, Field(min_length=1, max_length=120, examples=["Count the mugs"])]
    notes: Annotated[MultilineText, Field(max_length=4000, examples=["Shelf 3, too."])] = ""
    due_on: Day | None = None
    assignee_id: UserReference | None = None


class TaskCreate(TaskFields):
    """A task as a client sends it, to create one."""


class TaskReplace(TaskFields):
    """A task as a client sends it, to replace one.

    `revision` is that of the task which the client has read: an older one is refused.
    """

    done: Annotated[bool, Field(strict=True)]
    revision: Annotated[
        int, Field(strict=True, ge=1, le=MAX_INTEGER, examples=[1]), BeforeValidator(as_integer)
    ]


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
