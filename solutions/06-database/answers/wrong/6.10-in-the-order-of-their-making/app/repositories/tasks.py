class TaskRepository:
    def list(self, *, done: bool | None, limit: int, offset: int) -> Page:
        query = select(*TaskRow.__table__.columns)
        if done is not None:
            query = query.where(TaskRow.done_at.is_not(None) if done else TaskRow.done_at.is_(None))
        return read_page(self._session, query.order_by(TaskRow.id), limit=limit, offset=offset)
