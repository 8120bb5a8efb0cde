class UserRepository:
    def list(self, *, limit: int, offset: int) -> Page:
        query = select(UserRow.id, UserRow.email, UserRow.name).order_by(UserRow.id)
        rows = self._session.execute(query.limit(limit).offset(offset)).mappings().all()
        return Page(rows, len(rows))
