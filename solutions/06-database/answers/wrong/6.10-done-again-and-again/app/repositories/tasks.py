class TaskRepository:
    def replace(
        self, task_id: int, revision: int, *, done: bool, fields: Mapping[str, Any]
    ) -> TaskRow | None:
        task = self._session.get(TaskRow, task_id)
        if task is None:
            return None
        if task.revision != revision:
            raise Stale(f"Task {task_id} is at revision {task.revision} now.")
        for name, value in fields.items():
            setattr(task, name, value)
        task.done_at = datetime.now(UTC) if done else None
        self._flush(task)
        return task
