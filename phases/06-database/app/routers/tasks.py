"""Tasks: what the staff has to do."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request, Response, status

from app.core.problems import refuses
from app.db.tables import TaskRow
from app.models.tasks import Task, TaskCreate, TaskPage, TaskReplace
from app.routers.dependencies import Tasks
from app.routers.parameters import Limit, Offset, RowId

router = APIRouter(prefix="/api/v1/tasks", tags=["tasks"], responses=refuses(422))


def not_found(task_id: int) -> HTTPException:
    """Make the refusal of an id that no task has."""
    return HTTPException(status.HTTP_404_NOT_FOUND, f"There is no task {task_id}.")


# Exercise 6.10: Tasks of the staff. Write `list_tasks` here.


# Exercise 6.10: Tasks of the staff. Write `create_task` here.


# Exercise 6.10: Tasks of the staff. Write `read_task` here.


# Exercise 6.10: Tasks of the staff. Write `replace_task` here.


# Exercise 6.10: Tasks of the staff. Write `delete_task` here.
