class NoteRepository:
    def is_there(self, note_id: int) -> bool:
        return self._session.get(NoteRow, note_id) is not None
