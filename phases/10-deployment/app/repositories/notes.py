"""Notes: each belongs to one user, and every question about notes names that user."""

from collections.abc import Sequence

from sqlalchemy import func, select

from app.db.session import SessionDep
from app.db.tables import NoteRow


class NoteRepository:
    """The notes of all users. It never commits."""

    def __init__(self, session: SessionDep) -> None:
        self._session = session

    def list(self, user_id: int, *, limit: int, offset: int) -> tuple[Sequence[NoteRow], int]:
        """Return one page of a user's notes, the oldest first, and how many they have."""
        own = NoteRow.user_id == user_id
        page = select(NoteRow).where(own).order_by(NoteRow.id).limit(limit).offset(offset)
        total = self._session.scalar(select(func.count()).select_from(NoteRow).where(own))
        return self._session.scalars(page).all(), total or 0

    def find(self, user_id: int, note_id: int, *, lock: bool = False) -> NoteRow | None:
        """Return a note of a user; None when there is none, or it is somebody else's.

        lock: who is about to change it lets nobody else do so, or remove it, until the commit.
        """
        query = select(NoteRow).where(NoteRow.id == note_id, NoteRow.user_id == user_id)
        return self._session.scalar(query.with_for_update() if lock else query)

    def add(self, user_id: int, text: str) -> NoteRow:
        """Store a note for a user."""
        row = NoteRow(user_id=user_id, text=text)
        self._session.add(row)
        self._session.flush()
        return row

    def remove(self, note: NoteRow) -> None:
        """Remove a note."""
        self._session.delete(note)
