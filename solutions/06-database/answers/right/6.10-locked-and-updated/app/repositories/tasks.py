from sqlalchemy import case, delete, func, update


class TaskRepository:
    def replace(
        self, task_id: int, revision: int, *, done: bool, fields: Mapping[str, Any]
    ) -> TaskRow | None:
        if done:
            done_at: Any = case((TaskRow.done_at.is_(None), func.now()), else_=TaskRow.done_at)
        else:
            done_at = None
        statement = (
            update(TaskRow)
            .where(TaskRow.id == task_id, TaskRow.revision == revision)
            .values(**fields, done_at=done_at, revision=revision + 1)
            .returning(TaskRow)
        )
        unknown = Conflict("There is no such user.")
        with refusing({"fk_tasks_assignee_id": unknown}):
            task = self._session.scalars(statement).one_or_none()
        if task is None and self._session.get(TaskRow, task_id) is not None:
            raise Stale("It has been changed since.")
        return task

    def remove(self, task_id: int) -> bool:
        gone = delete(TaskRow).where(TaskRow.id == task_id).returning(TaskRow.id)
        return self._session.scalar(gone) is not None
