class TaskRepository:
    def replace(
        self, task_id: int, revision: int, *, done: bool, fields: Mapping[str, Any]
    ) -> TaskRow | None:
        task = self._session.get(TaskRow, task_id)
        if task is None:
            return None
        for name, value in fields.items():
            setattr(task, name, value)
        task.done_at = (task.done_at or datetime.now(UTC)) if done else None
        try:
            self._flush(task)
        except StaleDataError as error:
            raise Stale(f"Task {task_id} was changed at the same moment.") from error
        return task
