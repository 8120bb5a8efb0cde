"""The tasks of the staff, in the database."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.exc import StaleDataError

from app.db.errors import Conflict, Stale, refusing
from app.db.session import SessionDep
from app.db.tables import TaskRow
from app.repositories.paging import Page, read_page


class TaskRepository:
    """All tasks. Nothing here commits."""

    def __init__(self, session: SessionDep) -> None:
        self._session = session

    def list(self, *, done: bool | None, limit: int, offset: int) -> Page:
        """Return a page of tasks, the most urgent first, all or those that are done or not."""
        query = select(*TaskRow.__table__.columns)
        if done is not None:
            query = query.where(TaskRow.done_at.is_not(None) if done else TaskRow.done_at.is_(None))
        query = query.order_by(TaskRow.due_on.nulls_last(), TaskRow.id)
        return read_page(self._session, query, limit=limit, offset=offset)

    def find(self, task_id: int) -> TaskRow | None:
        """Return the task, or None when there is none with this id."""
        return self._session.get(TaskRow, task_id)

    def add(self, fields: Mapping[str, Any]) -> TaskRow:
        """Store a new task and return it with its id and its first revision.

        Raises: Conflict when there is no such assignee.
        """
        task = TaskRow(**fields)
        self._session.add(task)
        self._flush(task)
        return task

    def replace(
        self, task_id: int, revision: int, *, done: bool, fields: Mapping[str, Any]
    ) -> TaskRow | None:
        """Give a task all its fields anew, if it is still as the client has read it.

        Returns: the changed task, or None when there is none with this id.
        Raises: Stale when it is at another revision; Conflict when there is no such assignee.
        """
        task = self._session.get(TaskRow, task_id)
        if task is None:
            return None
        if task.revision != revision:
            raise Stale(f"Task {task_id} is at revision {task.revision} now.")
        for name, value in fields.items():
            setattr(task, name, value)
        if not done:
            task.done_at = None
        elif task.done_at is None:
            task.done_at = datetime.now(UTC)
        try:
            self._flush(task)
        except StaleDataError as error:  # somebody was quicker, between our reading and writing
            raise Stale(f"Task {task_id} was changed at the same moment.") from error
        return task

    def remove(self, task_id: int) -> bool:
        """Remove a task. Returns: whether there was one."""
        task = self._session.get(TaskRow, task_id, with_for_update=True)
        if task is None:
            return False
        self._session.delete(task)
        self._session.flush()
        return True

    def _flush(self, task: TaskRow) -> None:
        unknown = Conflict(f"There is no user {task.assignee_id}.")
        with refusing({"fk_tasks_assignee_id": unknown}):
            self._session.flush()
