class FeedbackRepository:
    def add(self, *, email: str, message: str) -> int:
        statement = insert(FeedbackRow).values(email=email, message=message)
        return self._session.execute(statement.returning(FeedbackRow.id)).scalar_one()
