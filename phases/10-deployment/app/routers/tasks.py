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


@router.get("", summary="List tasks, page by page")
def list_tasks(
    tasks: Tasks,
    done: Annotated[bool | None, Query(description="Only those that are done, or are not.")] = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> TaskPage:
    """Answer one page of tasks, the most urgent first, and how many there are in all."""
    page = tasks.list(done=done, limit=limit, offset=offset)
    return TaskPage.model_validate(page, from_attributes=True)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=Task,
    responses=refuses(409),
    summary="Add a task",
)
def create_task(data: TaskCreate, request: Request, response: Response, tasks: Tasks) -> TaskRow:
    """Store a new task and answer 201 with its address in `Location`.

    Raises: 409 when there is no such assignee.
    """
    task = tasks.add(data.model_dump())
    response.headers["Location"] = str(request.url_for("read_task", task_id=task.id))
    return task


@router.get("/{task_id}", response_model=Task, responses=refuses(404), summary="Read a task")
def read_task(task_id: RowId, tasks: Tasks) -> TaskRow:
    """Answer one task with its revision.

    Raises: 404 when there is no task with this id.
    """
    task = tasks.find(task_id)
    if task is None:
        raise not_found(task_id)
    return task


@router.put(
    "/{task_id}",
    response_model=Task,
    responses=refuses(404, 409),
    summary="Replace a task that nobody else has changed since",
)
def replace_task(task_id: RowId, data: TaskReplace, tasks: Tasks) -> TaskRow:
    """Give a task all its fields anew, if its revision is still the one that was read.

    Raises: 404 for an unknown id; 409 for another revision, or when there is no such assignee.
    """
    fields = data.model_dump(exclude={"revision", "done"})
    task = tasks.replace(task_id, data.revision, done=data.done, fields=fields)
    if task is None:
        raise not_found(task_id)
    return task


@router.delete(
    "/{task_id}",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=refuses(404),
    summary="Remove a task",
)
def delete_task(task_id: RowId, tasks: Tasks) -> None:
    """Remove a task and answer 204.

    Raises: 404 when there is no task with this id.
    """
    if not tasks.remove(task_id):
        raise not_found(task_id)
