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
        raise NotImplementedError("exercise 6.10")

    def find(self, task_id: int) -> TaskRow | None:
        """Return the task, or None when there is none with this id."""
        raise NotImplementedError("exercise 6.10")

    def add(self, fields: Mapping[str, Any]) -> TaskRow:
        """Store a new task and return it with its id and its first revision.

        Raises: Conflict when there is no such assignee.
        """
        raise NotImplementedError("exercise 6.10")

    def replace(
        self, task_id: int, revision: int, *, done: bool, fields: Mapping[str, Any]
    ) -> TaskRow | None:
        """Give a task all its fields anew, if it is still as the client has read it.

        Returns: the changed task, or None when there is none with this id.
        Raises: Stale when it is at another revision; Conflict when there is no such assignee.
        """
        raise NotImplementedError("exercise 6.10")

    def remove(self, task_id: int) -> bool:
        """Remove a task. Returns: whether there was one."""
        raise NotImplementedError("exercise 6.10")

    def _flush(self, task: TaskRow) -> None:
        unknown = Conflict(f"There is no user {task.assignee_id}.")
        with refusing({"fk_tasks_assignee_id": unknown}):
            self._session.flush()
