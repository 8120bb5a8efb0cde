class FeedbackRepository:
    def add(self, *, email: str, message: str) -> int:
        user_id = self._session.scalar(
            select(UserRow.id).where(func.lower(UserRow.email) == email.lower())
        )
        feedback = FeedbackRow(email=email, message=message, user_id=user_id)
        self._session.add(feedback)
        self._session.flush()
        return feedback.id
