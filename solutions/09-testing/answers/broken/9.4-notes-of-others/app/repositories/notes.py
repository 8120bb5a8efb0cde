class NoteRepository:
    def find(self, user_id: int, note_id: int) -> NoteRow | None:
        """Return a note."""
        return self._session.scalar(select(NoteRow).where(NoteRow.id == note_id))
