"""Feedback in the database."""

from sqlalchemy import func, insert, select

from app.db.session import SessionDep
from app.db.tables import FeedbackRow, UserRow


class FeedbackRepository:
    """All feedback. Nothing here commits."""

    def __init__(self, session: SessionDep) -> None:
        self._session = session

    def add(self, *, email: str, message: str) -> int:
        """Store what somebody wrote, with the user who has the address; return its id."""
        same_address = func.lower(UserRow.email) == func.lower(email)
        user_id = select(UserRow.id).where(same_address).scalar_subquery()
        statement = insert(FeedbackRow).values(email=email, message=message, user_id=user_id)
        return self._session.execute(statement.returning(FeedbackRow.id)).scalar_one()
